#pragma once

#include <upbeat/application/voting/conduct_watch.hpp>
#include <upbeat/application/voting/follow_ups.hpp>

namespace upbeat::voting {

// Brings the ledger in line with what incidents and decisions say about votes: takes out what is
// held, puts back what was held and is not any more. Every step can be repeated; what a crash left
// undone is done at the next call. Thread-safe, not from within a unit of work.
class SettleIncidents {
   public:
    struct Parts {
        ConductWatch& watch;
        Incidents& incidents;
        Ledger& ledger;
        AppendFollowUps& follow_ups;
        Clock const& clock;
    };

    explicit SettleIncidents(Parts const& parts) : parts_{parts} {}

    // Cheap if there is nothing to do.
    FollowUpReport execute();

   private:
    void note_settled(std::vector<Incident> const& incidents);

    Parts parts_;
};

}  // namespace upbeat::voting
