#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <vector>

#include <upbeat/application/voting/cast_votes.hpp>
#include <upbeat/application/voting/hold_newcomers.hpp>
#include <upbeat/application/voting/vote_policy.hpp>
#include <upbeat/apps/simulate/history.hpp>
#include <upbeat/apps/simulate/memory_ledger.hpp>

namespace upbeat::apps::simulation {

class VirtualClock final : public Clock {
   public:
    explicit VirtualClock(Timestamp now) : now_{now} {}

    Timestamp now() const override { return now_; }
    void set(Timestamp now) { now_ = now; }

   private:
    Timestamp now_;
};

// What became of one attempt to vote.
enum class Fate : unsigned char {
    open,      // not tried yet
    accepted,  // stands in the ledger
    limited,   // a quota of the agent or of its network was spent
    refused,   // by a rule against manipulation: blocked, suspended, the owner's cap
};

// A site that lives through a history: the domain and the application as they run in the server,
// over a ledger in memory and a clock that jumps from event to event. For one thread.
class Site {
   public:
    Site(History const& history, voting::VotePolicy const& policy);

    // Plays the whole history. `look` is called with the fates of all votes so far, every `step`
    // from the begin of the attack on, and at the end.
    using Look = std::function<void(Timestamp now)>;
    void play(std::chrono::minutes step, Look const& look);

    voting::VotingState const& state() const { return state_; }
    MemoryLedger const& ledger() const { return ledger_; }
    // One each vote of the history, in its order.
    std::vector<Fate> const& fates() const { return fates_; }
    // Agents of whom a vote was refused because they are blocked or suspended, by their place.
    std::vector<bool> const& turned_away() const { return turned_away_; }

   private:
    void publish_until(Timestamp now);
    void vote(std::size_t place);
    void guard(Timestamp now);
    bool follow_up(voting::HoldNewcomers::Step step, std::vector<voting::VoteKey> const& votes);

    History const& history_;
    VirtualClock clock_;
    MemoryLedger ledger_;
    NoDirectory voters_;
    voting::VotingState state_;
    voting::CastVotes cast_votes_;
    voting::HoldNewcomers hold_newcomers_;
    Timestamp guarded_at_{};
    std::int64_t seq_ = 0;
    std::vector<std::uint32_t> arrivals_;  // agents by the time they register
    std::vector<std::uint32_t> releases_;  // tracks by the time they appear
    std::size_t arrived_ = 0;
    std::size_t released_ = 0;
    std::vector<Fate> fates_;
    std::vector<bool> turned_away_;
};

}  // namespace upbeat::apps::simulation
