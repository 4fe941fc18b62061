#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

#include <upbeat/application/voting/conduct_watch.hpp>
#include <upbeat/application/voting/follow_ups.hpp>
#include <upbeat/application/voting/ledger.hpp>
#include <upbeat/application/voting/vote_policy.hpp>
#include <upbeat/application/voting/voting_state.hpp>
#include <upbeat/domain/kernel/clock.hpp>
#include <upbeat/domain/voting/newcomer_share.hpp>

namespace upbeat::voting {

// How often it is worth looking. Until then a chart shows what is held later.
inline constexpr std::chrono::seconds kBetweenShares{5};

// Keeps newcomers' votes within their share of each item: takes those beyond it out of the count by
// a quarantine in the ledger, and puts them back when there is room. Nobody is warned, flagged or
// blocked by it. Every node may do it: the ledger's key lets each step happen once.
class HoldNewcomers {
   public:
    enum class Step : unsigned char { hold, release };
    // Appends a quarantine, or a restoration, to each of these votes, marked with
    // EntryFlags::kNewcomerShare, by the node's own writer; a vote that cannot take the step is
    // left as it is. False if the storage was out of reach: then it is asked again.
    using Append = std::function<bool(Step step, std::vector<VoteKey> const& votes)>;

    struct Ports {
        Ledger& ledger;
        VotingState const& state;
        Clock const& clock;
        Append append;
    };

    HoldNewcomers(Ports ports, VotePolicy const& policy);

    // Whether the policy has the rule at all.
    bool active() const;
    // Once, when the state is loaded: what it holds then, the first execute() reads from the
    // ledger, three days back, which may take seconds. What is folded from here on is to be
    // seen.
    void begin();
    // What was folded into the state since. From any thread; only takes a copy.
    void see(std::span<LedgerEntry const> entries);
    // Has appended what follows from it; returns how many votes it asked that for. One thread at a
    // time. Costs a lock if nothing was seen.
    std::size_t execute();

   private:
    using Changes = std::vector<NewcomerShares::Change>;

    void catch_up(WriterPositions const& known);
    void meet_voters();
    void learn(std::span<LedgerEntry const> entries);
    void learn_portion(std::span<LedgerEntry const> entries);
    std::vector<VoteKey> held_by_this_rule(std::vector<VoteKey> votes);

    Ports ports_;
    VotePolicy policy_;
    NewcomerShares shares_;
    Changes open_{};
    std::optional<WriterPositions> begun_{};  // until it has caught up with that
    std::mutex mutex_;
    std::vector<LedgerEntry> seen_{};  // under the mutex
};

// Steps by the node's follow-ups; what an incident holds stays out, whatever share there is. Both
// live longer than what it gives.
HoldNewcomers::Append steps_through(AppendFollowUps& follow_ups, ConductWatch const& watch);

}  // namespace upbeat::voting
