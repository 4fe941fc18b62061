#pragma once

#include <upbeat/application/voting/reputation_adjustments.hpp>
#include <upbeat/infrastructure/platform/sql/database.hpp>

namespace upbeat::voting {

// Safe to call from any thread; throws sql::Unavailable. append() joins a unit of work of the
// calling thread.
class SqlReputationAdjustments final : public ReputationAdjustments {
   public:
    explicit SqlReputationAdjustments(sql::Database& database) : database_{database} {}

    Result<std::int64_t> append(ReputationAdjustment const& adjustment) override;
    Result<void> run(std::function<Result<void>()> const& work, std::function<void()> const& then)
        override;
    std::vector<ReputationAdjustment> all() override;
    std::vector<ReputationAdjustment> of(VoterNum voter) override;

    // Those that are not older than an instant, in the order of time: for other nodes.
    std::vector<ReputationAdjustment> since(Timestamp instant);

   private:
    sql::Database& database_;
};

}  // namespace upbeat::voting
