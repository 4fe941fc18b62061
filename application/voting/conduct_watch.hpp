#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include <upbeat/application/voting/incidents.hpp>
#include <upbeat/application/voting/ledger.hpp>
#include <upbeat/application/voting/vote_policy.hpp>
#include <upbeat/application/voting/voting_state.hpp>
#include <upbeat/domain/kernel/clock.hpp>
#include <upbeat/domain/kernel/id_generator.hpp>

namespace upbeat::voting {

// What a detector saw, before anybody says what follows.
struct Suspicion {
    Detector detector = Detector::burst;
    Timestamp at{};
    std::vector<VoterNum> voters{};  // the agents it is about; the facts are the same for all
    std::optional<ItemNum> item{};
    bool grave = false;  // beyond chance in more than one way: see judge()
    Evidence evidence{};
};

// Watches how agents vote: turns suspicions into incidents by the ladder, keeps them durable, and
// keeps what they amount to in the state. An incident has its consequence at once; if the storage
// cannot be reached it is written as soon as it can. Thread-safe. Costs a vote without anything
// odd about it well under a microsecond.
class ConductWatch {
   public:
    struct Parts {
        Incidents& incidents;
        VotingState& state;
        IdGenerator& ids;
        Clock const& clock;
    };

    ConductWatch(Parts const& parts, AntiGaming mode) : parts_{parts}, mode_{mode} {}

    AntiGaming mode() const { return mode_; }

    // What the state should hold when a node starts: the incidents that matter, and the ledger's
    // latest minutes. After the state was rebuilt.
    void load(Ledger& ledger);

    // Looks at votes that were just stored and folded. Gives the incidents that it raised.
    std::vector<Incident> observe(std::span<LedgerEntry const> entries);
    // The same for what others suspect.
    std::vector<Incident> raise(std::span<Suspicion const> suspicions);

    // Takes in incidents that are stored: new ones of other nodes, and decisions.
    void apply(std::span<Incident const> incidents);

    // Whether another incident of this detector would be the same one. Cheap.
    bool raised_lately(VoterNum voter, Detector detector, Timestamp at) const;
    Conduct conduct_of(VoterNum voter) const;
    std::vector<Incident> incidents_of(VoterNum voter) const;
    // Whether an undismissed incident keeps this agent's vote on the item out of the count.
    bool holds(ItemNum item, VoterNum voter) const;
    // Incidents whose votes the ledger does not show yet as they should be.
    std::vector<Incident> unsettled() const;
    bool has_unsettled() const { return has_unsettled_.load(std::memory_order_acquire); }
    // Writes what could not be written, forgets what has no consequence any more.
    void keep_house();

   private:
    using Case = std::pair<Detector, ItemNum>;
    struct OpenCase {
        std::string id;
        Timestamp at;
    };

    bool is_news(LedgerEntry const& entry) const;
    std::vector<Suspicion> suspect(std::span<LedgerEntry const> entries) const;
    std::vector<Incident> open(Suspicion const& suspicion);
    std::string case_for(Suspicion const& suspicion, std::string const& fresh);
    Incident incident_of(Suspicion const& suspicion, VoterNum voter);
    void hold_votes(Suspicion const& suspicion, std::vector<Incident>& raised);
    bool lately(VoterNum voter, Detector detector, std::optional<ItemNum> item, Timestamp at) const;
    bool held(ItemNum item, VoterNum voter) const;
    void take_in(std::span<Incident const> incidents);
    void store_pending();

    Parts parts_;
    AntiGaming mode_;
    mutable std::mutex mutex_;
    std::unordered_map<VoterNum, std::vector<Incident>> by_voter_;
    std::map<Case, OpenCase> cases_;
    std::vector<Incident> pending_;  // could not be stored yet
    std::atomic<bool> has_unsettled_{false};
};

}  // namespace upbeat::voting
