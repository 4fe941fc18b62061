#include <upbeat/adapters/http/head_lines.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstring>

namespace upbeat::http {

namespace {

// A page that shows HTML sets its own Content-Security-Policy.
constexpr std::array<Header, 3> kSecurityLines{{
    {.name = "X-Content-Type-Options", .value = "nosniff"},
    {.name = "X-Frame-Options", .value = "DENY"},
    {.name = "Referrer-Policy", .value = "no-referrer"},
}};

bool is_control(char c)
{
    auto const code = static_cast<unsigned char>(c);
    return (code < 0x20 && c != '\t') || code == 0x7f;
}

// Whether a text may hold a control character: eight bytes at a time, since nearly none does. May
// say yes for bytes beyond ASCII, which is only slower.
bool may_need_cleaning(std::string_view text)
{
    constexpr std::uint64_t kOnes = 0x0101010101010101;
    constexpr std::uint64_t kHigh = 0x8080808080808080;
    std::uint64_t suspicious = 0;
    while (text.size() >= sizeof(std::uint64_t)) {
        std::uint64_t bytes = 0;
        std::memcpy(&bytes, text.data(), sizeof bytes);
        auto const below_blank = bytes - kOnes * 0x20;
        auto const is_delete = (bytes ^ (kOnes * 0x7f)) - kOnes;
        suspicious |= (below_blank | is_delete | bytes) & kHigh;
        text.remove_prefix(sizeof bytes);
    }
    return suspicious != 0 || std::any_of(text.begin(), text.end(), is_control);
}

}  // namespace

void append_line(std::string& head, std::string_view name, std::string_view value)
{
    head.append(name).append(": ");
    auto const at = static_cast<std::ptrdiff_t>(head.size());
    head.append(value);
    if (may_need_cleaning(value)) {
        std::replace_if(head.begin() + at, head.end(), is_control, ' ');
    }
    head.append("\r\n");
}

void append_line(std::string& head, std::string_view name, std::size_t value)
{
    std::array<char, 24> digits{};
    auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    append_line(head, name, {digits.data(), static_cast<std::size_t>(end - digits.data())});
}

void append_lines(std::string& head, Headers const& headers)
{
    for (auto const line : headers) {
        append_line(head, line.name, line.value);
    }
    for (auto const line : kSecurityLines) {
        if (!headers.contains(line.name)) {
            append_line(head, line.name, line.value);
        }
    }
}

}  // namespace upbeat::http
