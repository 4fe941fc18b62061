#include <upbeat/application/voting/get_discovery_stats.hpp>

#include <algorithm>

namespace upbeat::voting {
namespace {

std::vector<std::pair<std::string, std::int64_t>> counts_by_genre(
    ItemTable const& items, ItemKind kind
)
{
    std::vector<std::pair<std::string, std::int64_t>> counts;
    items.each_label(kind, Facet::genre, [&](std::string_view text, std::size_t count) {
        counts.emplace_back(text.empty() ? "unknown" : text, static_cast<std::int64_t>(count));
    });
    std::ranges::sort(counts);
    return counts;
}

}  // namespace

DiscoveryStats GetDiscoveryStats::execute(VoterNum voter) const
{
    DiscoveryStats stats;
    state_.read([&](VotingProjection const& projection) {
        auto const& charts = projection.charts();
        stats.total_tracks = static_cast<std::int64_t>(charts.live(ItemKind::track));
        stats.total_tools = static_cast<std::int64_t>(charts.live(ItemKind::tool));
        stats.genres = counts_by_genre(projection.items(), ItemKind::track);
        stats.categories = counts_by_genre(projection.items(), ItemKind::tool);
        if (auto const* const standing = projection.voters().find(voter)) {
            stats.votes_cast = standing->accepted();
            stats.unique_items_voted = standing->standing_votes();
        }
    });
    stats.total_items = stats.total_tracks + stats.total_tools;
    stats.items_remaining = std::max<std::int64_t>(0, stats.total_items - stats.unique_items_voted);
    if (stats.total_items > 0) {
        auto const seen = stats.total_items - stats.items_remaining;
        stats.coverage_percent =
            100.0 * static_cast<double>(seen) / static_cast<double>(stats.total_items);
    }
    return stats;
}

}  // namespace upbeat::voting
