#include <upbeat/domain/voting/reputation.hpp>

#include <algorithm>
#include <array>

namespace upbeat::voting {
namespace {

constexpr std::int64_t kFull = 10'000;
constexpr std::int64_t kMicrosPerDay = 86'400'000'000;

// Full while the share of up votes lies between a fifth and four fifths, then falling to 0.
std::int64_t diversity(ReputationFactors const& f)
{
    auto const all = 2 * (f.up + f.down + f.abstain);
    if (all == 0) {
        return kFull;
    }
    auto const ups = 2 * f.up + f.abstain;
    return std::min(kFull, 5 * kFull * std::min(ups, all - ups) / all);
}

std::int64_t unhurried(ReputationFactors const& f)
{
    return f.recent == 0 ? kFull : kFull * (f.recent - f.rushed) / f.recent;
}

// Straight lines through these points.
std::int64_t maturity(Timestamp created_at, Timestamp now)
{
    struct Point {
        std::int64_t days;
        std::int64_t value;
    };
    constexpr std::array kPoints{Point{0, 0}, Point{7, 5'000}, Point{30, 7'500}, Point{205, kFull}};
    auto const age = std::max<std::int64_t>(0, (now - created_at).count());
    for (std::size_t i = 1; i < kPoints.size(); ++i) {
        auto const& from = kPoints[i - 1];
        auto const& to = kPoints[i];
        if (age < to.days * kMicrosPerDay) {
            auto const into = (age - from.days * kMicrosPerDay) / 1'000'000;
            auto const length = (to.days - from.days) * (kMicrosPerDay / 1'000'000);
            return from.value + (to.value - from.value) * into / length;
        }
    }
    return kFull;
}

}  // namespace

ReputationParts parts_of(ReputationFactors const& f, Timestamp now)
{
    auto const small = [](std::int64_t value) { return static_cast<std::int32_t>(value); };
    return {
        .diversity = small(diversity(f)),
        .time = small(unhurried(f)),
        .platform = small(std::min(kFull, 2'500 * f.platforms)),
        .age = small(maturity(f.created_at, now)),
        .volume = small(std::min(kFull, 1'000 * (f.up + f.down))),
    };
}

Reputation reputation_of(ReputationFactors const& f, Timestamp now)
{
    auto const p = parts_of(f, now);
    auto const n = f.up + f.down;
    // Divided once at the end: Q is in ten-thousandths of a point here.
    auto const quality = 30 * std::int64_t{p.diversity} + 25 * std::int64_t{p.time} +
                         20 * std::int64_t{p.platform} + 15 * std::int64_t{p.age} +
                         10 * std::int64_t{p.volume};
    auto const earned = quality * n / (100 * (n + 20)) * (kFull - f.penalty) / kFull;
    auto const total = std::clamp<std::int64_t>(earned + f.adjustment, 0, kFull);
    return Reputation{static_cast<std::int32_t>(total)};
}

Reputation idle_decayed(
    Reputation reputation, Reputation peak, Timestamp last_vote_at, Timestamp now
)
{
    constexpr std::chrono::days kGrace{90};
    auto const idle = now - last_vote_at - kGrace;
    if (idle <= std::chrono::microseconds{0}) {
        return reputation;
    }
    auto const floor = std::min(reputation.value, peak.value / 2);
    auto left = reputation.value;
    for (auto weeks = idle / std::chrono::weeks{1}; weeks > 0 && left > floor; --weeks) {
        left = left * 99 / 100;
    }
    return Reputation{std::max(left, floor)};
}

std::string_view reputation_label(Reputation reputation)
{
    if (reputation.value < 1'000) {
        return "starter";
    }
    if (reputation.value < 4'000) {
        return "verified";
    }
    return reputation.value < 7'500 ? "premium" : "elite";
}

}  // namespace upbeat::voting
