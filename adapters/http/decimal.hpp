#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace upbeat::http {

// An amount with two decimals, counted in hundredths: how money is written on the wire. Exact; no
// floating point is involved.
struct Decimal {
    std::int64_t hundredths = 0;

    auto operator<=>(Decimal const&) const = default;
};

// Reads "12", "12.3", "12.34", "-0.5" and "1.20e1"; nothing for anything finer than a hundredth,
// larger than ten million million, or not a number.
std::optional<Decimal> parse_decimal(std::string_view text);

std::string to_text(Decimal value);  // "12.30"

}  // namespace upbeat::http
