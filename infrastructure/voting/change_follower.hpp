#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>

#include <upbeat/application/voting/conduct_watch.hpp>
#include <upbeat/application/voting/voting_state.hpp>
#include <upbeat/domain/kernel/clock.hpp>
#include <upbeat/domain/kernel/look_back.hpp>
#include <upbeat/infrastructure/voting/item_cards_gateway.hpp>
#include <upbeat/infrastructure/voting/item_directory_gateway.hpp>
#include <upbeat/infrastructure/voting/sql_reputation_adjustments.hpp>
#include <upbeat/infrastructure/voting/voter_directory_gateway.hpp>

namespace upbeat::voting {

// Learns what other nodes changed about items, agents, reputations and incidents. Looks overlap,
// see LookBack, and pass over what was seen. For one thread.
class ChangeFollower {
   public:
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
    ChangeFollower(Parts const& parts, Timestamp since) : parts_{parts}, back_{since} {}

    // Throws sql::Unavailable, and looks at the same time again at the next call.
    void poll();

   private:
    // When each object that was seen lately had changed.
    template <class Id>
    using Seen = std::map<Id, Timestamp>;

    template <class Id>
    static bool is_new(Seen<Id>& seen, Id const& id, Timestamp changed_at)
    {
        auto const [at, inserted] = seen.try_emplace(id, changed_at);
        // Not only a later one: the clock of whoever changed it last may be behind.
        auto const news = inserted || at->second != changed_at;
        at->second = changed_at;
        return news;
    }
    void follow_items(Timestamp from);
    void follow_voters(Timestamp from);
    void follow_adjustments(Timestamp from);
    void follow_incidents(Timestamp from);

    Parts parts_;
    LookBack back_;
    Seen<std::int64_t> items_;
    Seen<std::int64_t> voters_;
    Seen<std::string> incidents_;
};

}  // namespace upbeat::voting
