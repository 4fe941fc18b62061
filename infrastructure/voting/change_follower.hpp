#pragma once

#include <cstdint>
#include <map>
#include <utility>

#include <upbeat/application/voting/conduct_watch.hpp>
#include <upbeat/application/voting/voting_state.hpp>
#include <upbeat/domain/kernel/clock.hpp>
#include <upbeat/infrastructure/voting/item_cards_gateway.hpp>
#include <upbeat/infrastructure/voting/item_directory_gateway.hpp>
#include <upbeat/infrastructure/voting/sql_reputation_adjustments.hpp>
#include <upbeat/infrastructure/voting/voter_directory_gateway.hpp>

namespace upbeat::voting {

// Learns what other nodes changed about items, agents, reputations and incidents. Nodes' clocks may
// differ by a few seconds and a change is visible only after its commit, so every look goes back
// kOverlap and passes over what was seen. For one thread.
class ChangeFollower {
   public:
    static constexpr std::chrono::seconds kOverlap{10};

    struct Parts {
        VotingState& state;
        ItemDirectoryGateway& items;
        ItemCardsGateway& cards;
        VoterDirectoryGateway& voters;
        SqlReputationAdjustments& adjustments;
        Clock const& clock;
        Incidents* incidents = nullptr;  // with `watch`: what others raise and decide
        ConductWatch* watch = nullptr;
    };

    // The state holds everything that was committed before `since`.
    ChangeFollower(Parts const& parts, Timestamp since) : parts_{parts}, since_{since} {}

    // Throws sql::Unavailable, and looks at the same time again at the next call.
    void poll();

   private:
    // When each object that was seen lately had changed.
    using Seen = std::map<std::int64_t, Timestamp>;

    static bool is_new(Seen& seen, std::int64_t num, Timestamp changed_at);
    void follow_items(Timestamp from);
    void follow_voters(Timestamp from);
    void follow_adjustments(Timestamp from);
    void follow_incidents(Timestamp from);

    Parts parts_;
    Timestamp since_;
    Seen items_;
    Seen voters_;
};

}  // namespace upbeat::voting
