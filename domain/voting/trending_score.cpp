#include <upbeat/domain/voting/trending_score.hpp>

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>

namespace upbeat::voting {
namespace {

constexpr std::int32_t kEpochStep = 256;

// 2^(k/48), correctly rounded. Written out, so that no library's exp2 has a say in any order.
constexpr std::array<double, TrendingEpoch::kHalfLife> kHourFactors{
    0x1.0000000000000p+0, 0x1.03b93e39ddb43p+0, 0x1.078059f4155d1p+0, 0x1.0b5586cf9890fp+0,
    0x1.0f38f92d97963p+0, 0x1.132ae6324d3b1p+0, 0x1.172b83c7d517bp+0, 0x1.1b3b08a10c5fbp+0,
    0x1.1f59ac3c7d6c0p+0, 0x1.2387a6e756238p+0, 0x1.27c531c0696cap+0, 0x1.2c1286bb3bcf3p+0,
    0x1.306fe0a31b715p+0, 0x1.34dd7b1e4399dp+0, 0x1.395b92b10be1dp+0, 0x1.3dea64c123422p+0,
    0x1.428a2f98d728bp+0, 0x1.473b326a66c19p+0, 0x1.4bfdad5362a27p+0, 0x1.50d1e16019061p+0,
    0x1.55b8108f0ec5ep+0, 0x1.5ab07dd485429p+0, 0x1.5fbb6d1e0d6a8p+0, 0x1.64d92356280f5p+0,
    0x1.6a09e667f3bcdp+0, 0x1.6f4dfd42e841fp+0, 0x1.74a5afdea020fp+0, 0x1.7a11473eb0187p+0,
    0x1.7f910d768cfb0p+0, 0x1.85254dad800abp+0, 0x1.8ace5422aa0dbp+0, 0x1.908c6e311553ep+0,
    0x1.965fea53d6e3dp+0, 0x1.9c49182a3f090p+0, 0x1.a248487c197b8p+0, 0x1.a85dcd3dfd5b5p+0,
    0x1.ae89f995ad3adp+0, 0x1.b4cd21de8773ap+0, 0x1.bb279bae0702dp+0, 0x1.c199bdd85529cp+0,
    0x1.c823e074ec129p+0, 0x1.cec65ce34ab6bp+0, 0x1.d5818dcfba487p+0, 0x1.dc55cf3825611p+0,
    0x1.e3437e7101344p+0, 0x1.ea4afa2a490dap+0, 0x1.f16ca2748c5b4p+0, 0x1.f8a8d8c60f8b0p+0,
};

constexpr std::int32_t floor_div(std::int32_t value, std::int32_t divisor)
{
    auto const quotient = value / divisor;
    return value % divisor < 0 ? quotient - 1 : quotient;
}

}  // namespace

// The running hour lies 512 to 767 half-lives after the epoch: far enough up that eight years of
// history stay in the range of normal doubles, far enough from the top that sums cannot overflow.
TrendingEpoch TrendingEpoch::at(Hour hour)
{
    auto const steps = floor_div(floor_div(hour, kHalfLife), kEpochStep);
    return TrendingEpoch{(steps - 2) * kEpochStep};
}

double TrendingEpoch::factor(Hour hour) const
{
    auto const half_lives = floor_div(hour, kHalfLife);
    auto const within = static_cast<std::size_t>(hour - half_lives * kHalfLife);
    // As ldexp, which takes ten times as long, where nothing can overflow or lose bits.
    auto const exponent = half_lives - half_lives_;
    if (exponent > -1000 && exponent < 1000) {
        auto const power = static_cast<std::uint64_t>(exponent + 1023) << 52U;
        return kHourFactors[within] * std::bit_cast<double>(power);
    }
    return std::ldexp(kHourFactors[within], exponent);
}

double TrendingEpoch::score(HourlyCells::Range const& ascending) const
{
    double sum = 0;
    for (auto const& cell : ascending) {
        sum += score(cell);
    }
    return sum;
}

}  // namespace upbeat::voting
