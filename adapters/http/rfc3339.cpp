#include <upbeat/adapters/http/rfc3339.hpp>

#include <chrono>
#include <cstddef>

namespace upbeat::http {
namespace {

using namespace std::chrono;

// Reads a text from the left; once something does not fit, everything after fails too.
class Reader {
   public:
    explicit Reader(std::string_view text) : rest_{text} {}

    int number(std::size_t digits)
    {
        int value = 0;
        for (std::size_t i = 0; i < digits; ++i) {
            value = value * 10 + digit();
        }
        return value;
    }
    // One of the characters; which one it was, in its upper case.
    char any_of(std::string_view wanted)
    {
        if (rest_.empty() || wanted.find(rest_.front()) == std::string_view::npos) {
            fits_ = false;
            return '\0';
        }
        auto const c = rest_.front();
        rest_.remove_prefix(1);
        return c;
    }
    bool next_is(char c) const { return rest_.starts_with(c); }
    microseconds fraction()
    {
        std::int64_t value = 0;
        int places = 0;
        do {
            auto const next = digit();
            if (places < 6) {
                value = value * 10 + next;
                ++places;
            }
        } while (fits_ && !rest_.empty() && is_digit(rest_.front()));
        for (; places < 6; ++places) {
            value *= 10;
        }
        return microseconds{value};
    }
    bool done() const { return fits_ && rest_.empty(); }

   private:
    static bool is_digit(char c) { return c >= '0' && c <= '9'; }
    int digit()
    {
        if (rest_.empty() || !is_digit(rest_.front())) {
            fits_ = false;
            return 0;
        }
        auto const value = rest_.front() - '0';
        rest_.remove_prefix(1);
        return value;
    }

    std::string_view rest_;
    bool fits_ = true;
};

struct Parts {
    year_month_day date{};
    int hour = 0;
    int minute = 0;
    int second = 0;
    microseconds fraction{0};
    minutes offset{0};
};

minutes read_offset(Reader& reader)
{
    auto const sign = reader.any_of("Zz+-");
    if (sign != '+' && sign != '-') {
        return minutes{0};
    }
    auto const hour = reader.number(2);
    reader.any_of(":");
    auto const minute = reader.number(2);
    if (hour > 23 || minute > 59) {
        reader.any_of("");
    }
    return minutes{(sign == '-' ? -1 : 1) * (hour * 60 + minute)};
}

std::optional<Parts> parts_of(std::string_view text)
{
    Reader reader{text};
    Parts parts;
    auto const y = reader.number(4);
    reader.any_of("-");
    auto const m = static_cast<unsigned>(reader.number(2));
    reader.any_of("-");
    auto const d = static_cast<unsigned>(reader.number(2));
    parts.date = year_month_day{year{y}, month{m}, day{d}};
    reader.any_of("Tt ");
    parts.hour = reader.number(2);
    reader.any_of(":");
    parts.minute = reader.number(2);
    reader.any_of(":");
    parts.second = reader.number(2);
    if (reader.next_is('.')) {
        reader.any_of(".");
        parts.fraction = reader.fraction();
    }
    parts.offset = read_offset(reader);
    return reader.done() ? std::optional{parts} : std::nullopt;
}

// Writes the last `digits` decimal digits of `value` over text[at].
void put(std::string& text, std::size_t at, std::size_t digits, unsigned value)
{
    for (auto place = at + digits; place > at; value /= 10) {
        text[--place] = static_cast<char>('0' + value % 10);
    }
}

}  // namespace

// Every answer to a vote holds one or two of these, which printf would make ten times as dear.
std::string to_rfc3339(Timestamp at)
{
    auto const day = floor<days>(at);
    year_month_day const date{day};
    hh_mm_ss const time{floor<milliseconds>(at - day)};
    std::string text = "0000-00-00T00:00:00";
    put(text, 0, 4, static_cast<unsigned>(static_cast<int>(date.year())));
    put(text, 5, 2, static_cast<unsigned>(date.month()));
    put(text, 8, 2, static_cast<unsigned>(date.day()));
    put(text, 11, 2, static_cast<unsigned>(time.hours().count()));
    put(text, 14, 2, static_cast<unsigned>(time.minutes().count()));
    put(text, 17, 2, static_cast<unsigned>(time.seconds().count()));
    if (auto const millis = time.subseconds().count(); millis != 0) {
        text += ".000";
        put(text, 20, 3, static_cast<unsigned>(millis));
    }
    return text += 'Z';
}

std::optional<Timestamp> parse_rfc3339(std::string_view text)
{
    auto const parts = parts_of(text);
    if (!parts || !parts->date.ok() || parts->hour > 23 || parts->minute > 59 ||
        parts->second > 59) {
        return std::nullopt;
    }
    return Timestamp{sys_days{parts->date}} + hours{parts->hour} + minutes{parts->minute} +
           seconds{parts->second} + parts->fraction - parts->offset;
}

}  // namespace upbeat::http
