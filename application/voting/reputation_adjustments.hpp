#pragma once

#include <functional>
#include <vector>

#include <upbeat/domain/kernel/result.hpp>
#include <upbeat/domain/voting/reputation.hpp>

namespace upbeat::voting {

// What administrators did to reputations: append-only, few. Safe to call from any thread.
class ReputationAdjustments {
   public:
    virtual ~ReputationAdjustments() = default;

    virtual Result<void> append(ReputationAdjustment const& adjustment) = 0;
    // All of them, in the order of time.
    virtual std::vector<ReputationAdjustment> all() = 0;
    virtual std::vector<ReputationAdjustment> of(VoterNum voter) = 0;
};

}  // namespace upbeat::voting
