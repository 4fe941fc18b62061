#include <upbeat/domain/voting/detectors.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace upbeat::voting {
namespace {

constexpr std::array<std::string_view, 9> kWords{
    "burst",
    "volume",
    "unidirectional",
    "fast_burst",
    "metronome",
    "platform_bias",
    "coordinated",
    "crowd",
    "administrator"
};

}  // namespace

std::string_view to_word(Detector detector)
{
    return kWords.at(static_cast<std::size_t>(detector));
}

std::optional<Detector> parse_detector(std::string_view word)
{
    auto const found = std::ranges::find(kWords, word);
    return found == kWords.end() ? std::nullopt
                                 : std::optional{static_cast<Detector>(found - kWords.begin())};
}

// variance / mean^2 = n * sum(x^2) / sum(x)^2 - 1 < 0.02^2, without a division.
bool keeps_time(std::span<std::uint16_t const> intervals)
{
    if (intervals.size() < kSteadyIntervals) {
        return false;
    }
    std::int64_t sum = 0;
    std::int64_t squares = 0;
    for (std::int64_t const interval : intervals) {
        sum += interval;
        squares += interval * interval;
    }
    auto const count = static_cast<std::int64_t>(intervals.size());
    return sum > 0 && 2'500 * count * squares < 2'501 * sum * sum;
}

double tail_probability(std::int64_t tries, std::int64_t hits, double share)
{
    if (hits <= 0 || share >= 1) {
        return hits <= tries ? 1 : 0;
    }
    if (hits > tries || share <= 0) {
        return 0;
    }
    auto const n = static_cast<double>(tries);
    auto const odds = std::log(share) - std::log1p(-share);
    double sum = 0;
    for (auto k = hits; k <= tries; ++k) {
        auto const x = static_cast<double>(k);
        sum += std::exp(
            std::lgamma(n + 1) - std::lgamma(x + 1) - std::lgamma(n - x + 1) + x * odds +
            n * std::log1p(-share)
        );
    }
    return std::min(1.0, sum);
}

}  // namespace upbeat::voting
