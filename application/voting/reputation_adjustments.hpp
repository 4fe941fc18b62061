#pragma once

#include <cstdint>
#include <vector>

#include <upbeat/application/voting/unit_of_work.hpp>
#include <upbeat/domain/kernel/result.hpp>
#include <upbeat/domain/voting/reputation.hpp>

namespace upbeat::voting {

// What administrators did to reputations: append-only, few. Safe to call from any thread; calls
// join a unit of work of the thread.
class ReputationAdjustments : public UnitOfWork {
   public:
    // Gives the adjustment's number; the one it comes with is ignored.
    virtual Result<std::int64_t> append(ReputationAdjustment const& adjustment) = 0;
    // All of them, in the order of time.
    virtual std::vector<ReputationAdjustment> all() = 0;
    virtual std::vector<ReputationAdjustment> of(VoterNum voter) = 0;
};

}  // namespace upbeat::voting
