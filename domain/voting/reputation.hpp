#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <upbeat/domain/kernel/ids.hpp>
#include <upbeat/domain/kernel/timestamp.hpp>
#include <upbeat/domain/voting/weight.hpp>

namespace upbeat::voting {

// Everything a reputation depends on, for one voter at one instant. All integers, so that every
// node computes the same hundredth.
struct ReputationFactors {
    std::int64_t up = 0;  // standing verified votes
    std::int64_t down = 0;
    std::int64_t abstain = 0;
    std::int64_t recent = 0;     // how many of the latest votes are remembered, at most 200
    std::int64_t rushed = 0;     // how many of those had nine earlier ones within a minute
    std::int64_t platforms = 0;  // distinct platforms among them
    Timestamp created_at{};
    std::int32_t penalty = 0;     // hundredths of the reputation that are withheld, 0..10000
    std::int32_t adjustment = 0;  // what administrators added, hundredths of a point
};

// The five factors, each 0..10000 (hundredths of 0..100).
struct ReputationParts {
    std::int32_t diversity = 0;
    std::int32_t time = 0;
    std::int32_t platform = 0;
    std::int32_t age = 0;
    std::int32_t volume = 0;
};

ReputationParts parts_of(ReputationFactors const& factors, Timestamp now);

// R = Q x n/(n + 20) x (1 - P) + adjustment, within 0..100, where Q is 30 % diversity, 25 % time,
// 20 % platform, 15 % age and 10 % volume, and n the standing up and down votes.
Reputation reputation_of(ReputationFactors const& factors, Timestamp now);

// What is left of a reputation after idleness: nothing is lost for 90 days, then one per cent a
// week, never below half of the peak (nor above what it was).
Reputation idle_decayed(
    Reputation reputation, Reputation peak, Timestamp last_vote_at, Timestamp now
);

// starter below 10, verified below 40, premium below 75, elite above. For display; the weight is
// continuous.
std::string_view reputation_label(Reputation reputation);

// What an administrator did to a reputation. `delta` stays in force; it is not spread over time.
struct ReputationAdjustment {
    VoterNum voter{};
    Timestamp at{};
    std::int32_t delta = 0;  // hundredths of a point
    std::string reason{};
    std::string by{};
    std::int64_t seq = 0;  // given by the storage; no two have the same

    bool operator==(ReputationAdjustment const&) const = default;
};

}  // namespace upbeat::voting
