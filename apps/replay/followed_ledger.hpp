#pragma once

#include <vector>

#include <upbeat/application/voting/item_directory.hpp>
#include <upbeat/application/voting/ledger.hpp>
#include <upbeat/application/voting/voting_state.hpp>
#include <upbeat/domain/kernel/clock.hpp>

namespace upbeat::apps {

// A state that was made from the ledger and goes on with it, entry by entry if need be. For one
// thread.
class FollowedLedger {
   public:
    struct Parts {
        voting::VotingState& state;
        voting::Ledger& ledger;
        voting::ItemDirectory& items;
        Clock const& clock;
    };

    explicit FollowedLedger(Parts const& parts) : parts_{parts} {}

    // What was written and is not folded yet, in the order of LedgerPosition.
    std::vector<voting::LedgerEntry> news() const;
    void fold(std::vector<voting::LedgerEntry> const& entries);
    // Moves the windows to the present hour.
    void tick() { parts_.state.tick(parts_.clock.now()); }
    // Items that were published, hidden or given another genre since. Reads the whole catalogue.
    void learn_items();

    template <class Ask>
    auto read(Ask&& ask) const
    {
        return parts_.state.read(std::forward<Ask>(ask));
    }

   private:
    Parts parts_;
};

}  // namespace upbeat::apps
