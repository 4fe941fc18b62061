#include <upbeat/adapters/http/decimal.hpp>

#include <algorithm>
#include <charconv>

namespace upbeat::http {
namespace {

constexpr std::int64_t kMost = 1'000'000'000'000'000;  // hundredths: ten million million units
constexpr int kPlaces = 2;
constexpr int kMostExponent = 20;

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

// What a decimal text says: its digits without the point, and how many of them follow it.
struct Digits {
    std::string digits;
    int after_point = 0;
    bool negative = false;
};

std::optional<int> exponent_in(std::string_view text)
{
    if (text.starts_with('+')) {
        text.remove_prefix(1);
    }
    int value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value > kMostExponent ||
        value < -kMostExponent) {
        return std::nullopt;
    }
    return value;
}

std::optional<Digits> digits_in(std::string_view text)
{
    Digits found;
    if (text.starts_with('-')) {
        found.negative = true;
        text.remove_prefix(1);
    }
    if (auto const e = text.find_first_of("eE"); e != std::string_view::npos) {
        auto const exponent = exponent_in(text.substr(e + 1));
        if (!exponent) {
            return std::nullopt;
        }
        found.after_point = -*exponent;
        text = text.substr(0, e);
    }
    auto const point = text.find('.');
    auto const whole = text.substr(0, point);
    auto const part = point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
    if (whole.empty() || (point != std::string_view::npos && part.empty()) ||
        !std::ranges::all_of(whole, is_digit) || !std::ranges::all_of(part, is_digit)) {
        return std::nullopt;
    }
    found.digits.append(whole).append(part);
    found.after_point += static_cast<int>(part.size());
    return found;
}

}  // namespace

std::optional<Decimal> parse_decimal(std::string_view text)
{
    constexpr std::size_t kLongest = 64;
    auto found = text.size() <= kLongest ? digits_in(text) : std::nullopt;
    if (!found) {
        return std::nullopt;
    }
    while (found->after_point > kPlaces) {
        if (found->digits.empty()) {
            break;
        }
        if (found->digits.back() != '0') {
            return std::nullopt;
        }
        found->digits.pop_back();
        --found->after_point;
    }
    found->digits.append(static_cast<std::size_t>(std::max(kPlaces - found->after_point, 0)), '0');
    std::int64_t value = 0;
    for (auto const digit : found->digits) {
        value = value * 10 + (digit - '0');
        if (value > kMost) {
            return std::nullopt;
        }
    }
    return Decimal{found->negative ? -value : value};
}

std::string to_text(Decimal value)
{
    auto const size = value.hundredths < 0 ? -value.hundredths : value.hundredths;
    auto text = std::to_string(size / 100);
    auto const cents = size % 100;
    text += '.';
    text += static_cast<char>('0' + cents / 10);
    text += static_cast<char>('0' + cents % 10);
    return value.hundredths < 0 ? '-' + text : text;
}

}  // namespace upbeat::http
