#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <upbeat/application/voting/chart_archive.hpp>
#include <upbeat/application/voting/list_votes.hpp>
#include <upbeat/domain/voting/chart_census.hpp>

namespace upbeat::voting {

// Where an item would stand if a rule were not.
struct RankWithout {
    ChartRule rule = ChartRule::reputation;
    std::int64_t rank = 0;
};

// A place near the one that is explained, and the weighted score that lies between them.
struct NearPlace {
    CensusLine line{};
    ItemCard card{};
    double gap = 0;  // never below 0
};

struct PlaceExplanation {
    ItemKind kind = ItemKind::track;
    std::string item_id{};
    std::optional<Period> period{};  // none: trending
    Timestamp at{};
    std::optional<CensusLine> line{};  // none: it stands in no such chart
    std::int64_t items = 0;            // in the chart
    std::int64_t min_votes = 0;
    std::int64_t qualified = 0;
    bool listed = false;  // among the first, which the chart shows
    std::optional<TieBreaker> decided{};
    std::vector<NearPlace> above{};  // the nearest first
    std::vector<NearPlace> below{};
    std::vector<RankWithout> without{};
    VoteGroups groups{};
    Hour bucket_hours = 24;
    std::vector<ListedVote> newest{};
};

struct ExplainPlacePorts {
    ChartArchive& archive;
    VotingState const& state;
    ItemCards& cards;
    ListItemVotes& votes;
    Clock const& clock;
};

// Which votes and rules make the place of an item, and where it would be without each of them. A
// census of the whole chart (one pass over the archive's votes), which is kept for a few seconds,
// and the item's own votes. Thread-safe.
class ExplainPlace {
   public:
    static constexpr std::chrono::seconds kKept{5};
    // Reading the newest votes costs a microsecond for each vote of the item; beyond so many they
    // are left out.
    static constexpr std::int64_t kMostListed = 100'000;

    explicit ExplainPlace(ExplainPlacePorts const& ports) : ports_{ports} {}

    // Fails with item_not_found, and as the archive does.
    Result<PlaceExplanation> execute(
        ItemKind kind,
        std::string_view item_id,
        std::optional<Period> period,
        std::int64_t min_votes
    );

   private:
    using Key = std::pair<int, std::int64_t>;
    struct Kept {
        Timestamp at{};
        std::shared_ptr<ChartCensus const> census{};
    };

    Result<Kept> census(ChartCensus::Question const& question);
    std::optional<Kept> find(Key const& key, Timestamp now) const;
    void keep(Key const& key, Kept const& made);
    void tell(PlaceExplanation& told, ChartCensus const& census);
    void tell_votes(PlaceExplanation& told, ItemNum item);
    NearPlace near(PlaceExplanation const& told, ChartCensus const& census, std::int64_t rank);

    ExplainPlacePorts ports_;
    mutable std::mutex mutex_;
    std::map<Key, Kept> kept_;
};

}  // namespace upbeat::voting
