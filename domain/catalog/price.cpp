#include <upbeat/domain/catalog/price.hpp>

#include <algorithm>

namespace upbeat::catalog {
namespace {

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

}  // namespace

std::optional<Price> parse_price(std::string_view decimal)
{
    auto const dot = decimal.find('.');
    auto const whole = decimal.substr(0, dot);
    auto const cents = dot == decimal.npos ? std::string_view{} : decimal.substr(dot + 1);
    bool const shaped = !whole.empty() && whole.size() <= 10 && cents.size() <= 2 &&
                        (dot == decimal.npos || !cents.empty());
    if (!shaped || !std::ranges::all_of(whole, is_digit) || !std::ranges::all_of(cents, is_digit)) {
        return std::nullopt;
    }
    std::int64_t minor = 0;
    for (char const c : whole) {
        minor = minor * 10 + (c - '0');
    }
    for (std::size_t i = 0; i < 2; ++i) {
        minor = minor * 10 + (i < cents.size() ? cents[i] - '0' : 0);
    }
    return minor <= Price::kMaxMinor ? std::optional{Price{minor}} : std::nullopt;
}

std::string to_decimal(Price price)
{
    auto text = std::to_string(price.minor);
    if (text.size() < 3) {
        text.insert(0, 3 - text.size(), '0');
    }
    text.insert(text.size() - 2, 1, '.');
    return text;
}

}  // namespace upbeat::catalog
