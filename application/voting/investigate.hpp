#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <set>
#include <vector>

#include <upbeat/application/voting/conduct_watch.hpp>
#include <upbeat/application/voting/ledger.hpp>
#include <upbeat/application/voting/voting_state.hpp>
#include <upbeat/domain/kernel/clock.hpp>

namespace upbeat::voting {

inline constexpr std::chrono::minutes kBetweenInvestigations{1};

struct InvestigationRule {
    std::size_t items = 20;         // of each kind, from the top of trending
    std::int64_t votes = 400;       // the newest of an item
    std::int64_t least = 10;        // related voters, below which nothing is said
    double chance = 1e-6;           // of so many by accident; many items are looked at
    std::chrono::hours cohort{24};  // registered together
    std::chrono::days span{7};      // votes that are looked at
};

struct InvestigationReport {
    std::int64_t items = 0;  // looked at
    std::int64_t suspicious = 0;
    std::int64_t incidents = 0;  // raised
};

// Looks, now and then, at who lifts the items that rise: what the detectors cannot see because it
// takes hours. Voters of an item that registered within a day of each other, in numbers that are
// beyond chance given how the site's other voters registered, are a crowd; so are voters whose own
// items are voted on by the item's owner in turn (a ring). Evidence of one kind is written down for
// administrators and has no consequence until one of them confirms it: a song in the news draws
// newcomers too, and friends like each other's songs. Evidence of both kinds goes up the ladder.
// Reads some thousand votes by index: some tens of milliseconds, off the vote path. Safe to call
// from any thread, one call at a time.
class Investigate {
   public:
    struct Parts {
        ConductWatch& watch;
        Ledger& ledger;
        VotingState const& state;
        Clock const& clock;
    };

    explicit Investigate(Parts const& parts, InvestigationRule const& rule = {})
        : parts_{parts}, rule_{rule}
    {
    }

    InvestigationReport execute();

   private:
    // A voter of an item, as far as it can be related to the others.
    struct Witness {
        VoterNum voter{};
        OwnerNum owner{};
        Timestamp registered{};
        std::int64_t standing = 0;  // votes on anything
    };
    struct Subject {
        ItemNum item{};
        OwnerNum owner{};
    };

    std::vector<Subject> rising() const;
    std::vector<Witness> voters_of(Subject const& subject, Timestamp now) const;
    std::vector<Suspicion> look_at(
        Subject const& subject, std::vector<Witness> const& voters, Timestamp now
    ) const;
    // Of all voters of the last days, how many registered in each hour.
    using Registrations = std::map<std::int64_t, std::int64_t>;
    Registrations registrations(Timestamp now) const;
    std::set<OwnerNum> partners_of(OwnerNum owner) const;

    Parts parts_;
    InvestigationRule rule_;
    Registrations site_{};
    std::int64_t site_voters_ = 0;
};

}  // namespace upbeat::voting
