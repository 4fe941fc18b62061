#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include <upbeat/domain/voting/chart.hpp>
#include <upbeat/domain/voting/item_facts.hpp>
#include <upbeat/domain/voting/ledger_entry.hpp>
#include <upbeat/domain/voting/past_vote.hpp>
#include <upbeat/domain/voting/trending_score.hpp>
#include <upbeat/domain/voting/vote_groups.hpp>

namespace upbeat::voting {

class HourFactors;

// Which chart of the past is asked for. `only` stands for a genre: the items that carry it now.
struct PastFilter {
    Period period = Period::alltime;
    std::optional<ItemKind> kind{};
    std::optional<std::unordered_set<ItemNum>> only{};
    std::size_t limit = kChartSize;
    std::int64_t min_votes = kDefaultMinVotes;
};

struct PastTrending {
    std::vector<TrendingRow> tracks{};
    std::vector<TrendingRow> tools{};
};

// Every change of every cell, so that a chart can be drawn as it stood at any instant: in the same
// order and with the same figures, bit for bit, as Charts gave it then. 16 bytes for each vote that
// counted and for each one taken back, in the order of item and hour; entries may be taken in any
// order. A chart is one pass over the votes up to its instant. Reading is safe from any thread as
// long as nobody writes.
class ChartHistory {
   public:
    // Makes an item known; its kind, id and time of publication are those of the first call. Votes
    // of items that were never learned are kept, but stand in no chart.
    void learn(ItemFacts const& facts);
    bool knows(ItemNum item) const;
    // From `at` on the item was that; an item without any was live from its publication on.
    // `number` tells changes apart, and orders those of one instant; again is the same as once.
    void set_status(ItemNum item, Timestamp at, std::int64_t number, ItemStatus status);

    // A detector fired with a vote of that instant; of one voter in the order of time, and before
    // the votes that follow are taken.
    void flag(VoterNum voter, Timestamp at);

    void reserve(std::size_t votes) { fresh_.reserve(votes); }
    void take(std::span<LedgerEntry const> entries);
    // Makes what was taken part of what is asked.
    void settle();

    ChartTable chart(PastFilter const& filter, Timestamp at) const;
    PastTrending trending(std::size_t limit, Timestamp at) const;

    // What an entry moved; nothing if its item stood in no chart then.
    std::optional<VoteEffect> effect(LedgerEntry const& entry) const;
    // The votes of hours from `first` on as they stood at `at`, in buckets of so many hours.
    VoteGroups groups(ItemNum item, Hour first, Timestamp at, Hour bucket) const;

    std::size_t votes() const;
    std::size_t bytes() const;

   private:
    friend class ChartCensus;

    using Place = std::uint32_t;

    struct Item {
        ItemNum num{};
        ItemKind kind = ItemKind::track;
        bool known = false;
        Timestamp created_at{};
        std::string id{};
    };
    // What the votes of an item amount to up to the end of an hour, for every instant from `latest`
    // on: nobody needs to add those up again. 48 bytes for about 16 votes.
    struct Seal {
        Timestamp latest{};
        WindowTally sum{};
        double trending = 0;  // relative to the run's epoch
        Hour hour = 0;
        std::uint32_t next : 31 = 0;  // the first vote behind it, counted within the item's
        std::uint32_t voted : 1 = 0;  // not all cells are empty
    };
    // Votes in order, and where those of each place begin.
    struct Run {
        std::vector<PastVote> votes{};
        std::vector<std::uint32_t> begins{};

        std::span<PastVote const> of(Place place) const;
    };
    // What a chart knows of an item at its instant.
    struct Figures {
        Place place = 0;
        WindowTally votes{};  // of the period
        double trending = 0;
        double before = 0;  // trending without the last 24 hours
        bool voted_before = false;
    };
    using Scratch = std::vector<PastVote>;
    using Statuses = std::map<std::pair<Timestamp, std::int64_t>, ItemStatus>;

    Place place_of(ItemNum item);
    bool flagged(VoterNum voter, Timestamp at) const;
    unsigned marks_of(LedgerEntry const& entry, Timestamp counted_at, bool guest) const;
    void add(
        Place place, Hour hour, Timestamp at, Direction direction, Weight weight, unsigned marks
    );
    void index(Run& run) const;
    bool live(Place place, Timestamp at) const;
    bool older(Place a, Place b) const;
    // Where adding up the votes up to the end of an hour may begin, and what is left to add.
    struct Start {
        Seal seal{};
        std::span<PastVote const> rest{};
    };
    Start start(Place place, Hour last, Timestamp at, Scratch& scratch) const;
    std::span<Seal const> seals_of(Place place) const;
    void seal_first_run();
    // The votes up to the end of an hour, as they stood at `at`.
    WindowTally upto(Place place, Hour last, Timestamp at, Scratch& scratch) const;
    // The votes of hours from `first` on.
    WindowTally window(Place place, Hour first, Timestamp at, Scratch& scratch) const;
    Figures trend_of(Place place, HourFactors const& factors, Timestamp at, Scratch& scratch) const;
    bool wanted(Place place, PastFilter const& filter, Timestamp at) const;
    void list(ChartTable& table, std::span<Figures const> some, std::size_t limit, Timestamp at)
        const;
    std::vector<TrendingRow> trending_rows(
        std::span<Figures const> best, std::span<Figures const> all, Timestamp at
    ) const;

    std::vector<Item> items_;
    std::unordered_map<ItemNum, Place> places_;
    std::unordered_map<Place, Statuses> statuses_;
    // When the incidents of a voter began, as in VoterStanding.
    std::unordered_map<VoterNum, std::vector<Timestamp>> incidents_;
    std::vector<PastVote> fresh_;
    std::vector<Run> runs_;  // each less than half as long as the one before
    // Of the first run.
    TrendingEpoch epoch_ = TrendingEpoch::at(0);
    std::vector<Seal> seals_;
    std::vector<std::uint32_t> seal_begins_;
};

}  // namespace upbeat::voting
