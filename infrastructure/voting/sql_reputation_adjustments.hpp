#pragma once

#include <functional>
#include <utility>

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

    // What to do whenever one was stored: after the commit, on the thread that committed. Set it
    // before the first append; it must be quick and must not throw.
    void on_stored(std::function<void()> tell) { on_stored_ = std::move(tell); }

   private:
    sql::Database& database_;
    std::function<void()> on_stored_;
};

}  // namespace upbeat::voting
