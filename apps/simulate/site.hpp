#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <upbeat/application/voting/cast_votes.hpp>
#include <upbeat/application/voting/conduct_watch.hpp>
#include <upbeat/application/voting/follow_ups.hpp>
#include <upbeat/application/voting/hold_newcomers.hpp>
#include <upbeat/application/voting/investigate.hpp>
#include <upbeat/application/voting/memory_incidents.hpp>
#include <upbeat/application/voting/settle_incidents.hpp>
#include <upbeat/application/voting/vote_policy.hpp>
#include <upbeat/apps/simulate/history.hpp>
#include <upbeat/apps/simulate/memory_ledger.hpp>
#include <upbeat/domain/kernel/id_generator.hpp>

namespace upbeat::apps::simulation {

class VirtualClock final : public Clock {
   public:
    explicit VirtualClock(Timestamp now) : now_{now} {}

    Timestamp now() const override { return now_; }
    void set(Timestamp now) { now_ = now; }

   private:
    Timestamp now_;
};

// inc_000000001, inc_000000002, ...
class CountingIds final : public IdGenerator {
   public:
    std::string next(std::string_view prefix) override;

   private:
    std::int64_t made_ = 0;
};

// What became of one attempt to vote.
enum class Fate : unsigned char {
    open,      // not tried yet
    accepted,  // stands in the ledger
    limited,   // a quota of the agent or of its network was spent
    refused,   // by a rule against manipulation: blocked, suspended, the owner's cap
};

// A site that lives through a history: the domain and the application as they run in the server,
// with everything that goes on against manipulation, over a ledger and incidents in memory and a
// clock that jumps from event to event. For one thread.
class Site {
   public:
    Site(History const& history, voting::VotePolicy const& policy);
    Site(Site const&) = delete;
    Site& operator=(Site const&) = delete;

    // Plays the whole history. `look` is called with the fates of all votes so far, every `step`
    // from the begin of the attack on, and at the end.
    using Look = std::function<void(Timestamp now)>;
    void play(std::chrono::minutes step, Look const& look);

    voting::VotingState const& state() const { return state_; }
    MemoryLedger const& ledger() const { return ledger_; }
    // One each vote of the history, in its order.
    std::vector<Fate> const& fates() const { return fates_; }
    // Every incident that was raised.
    std::vector<voting::Incident> incidents();

   private:
    void publish_until(Timestamp now);
    void vote(std::size_t place);
    void guard(Timestamp now);

    History const& history_;
    VirtualClock clock_;
    CountingIds ids_;
    MemoryLedger ledger_;
    voting::MemoryIncidents incidents_;
    NoDirectory voters_;
    voting::VotingState state_;
    voting::ConductWatch watch_;
    voting::CastVotes cast_votes_;
    voting::AppendFollowUps follow_ups_;
    voting::SettleIncidents settle_;
    voting::HoldNewcomers hold_newcomers_;
    voting::Investigate investigate_;
    Timestamp shared_{};
    Timestamp investigated_{};
    std::vector<std::uint32_t> arrivals_;  // agents by the time they register
    std::vector<std::uint32_t> releases_;  // tracks by the time they appear
    std::size_t arrived_ = 0;
    std::size_t released_ = 0;
    std::vector<Fate> fates_;
};

}  // namespace upbeat::apps::simulation
