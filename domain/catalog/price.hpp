#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace upbeat::catalog {

// A price in minor units (cents); every price of the catalogue is in the one currency.
struct Price {
    static constexpr std::int64_t kMaxMinor = 9'999'999'999;  // 99 999 999.99
    static constexpr std::string_view kCurrency = "USD";

    std::int64_t minor = 199;

    auto operator<=>(Price const&) const = default;
};

// Reads "1.99", "2" or "0.5": no sign, no exponent, at most two decimals, at most kMaxMinor.
std::optional<Price> parse_price(std::string_view decimal);

// Always two decimals: "1.99", "0.00".
std::string to_decimal(Price price);

}  // namespace upbeat::catalog
