#include <upbeat/application/voting/discover.hpp>

#include <algorithm>
#include <iterator>

namespace upbeat::voting {
namespace {

// More candidates than this are never probed for one page: a voter that has voted on all of them
// gets a shorter page rather than a slow one.
constexpr std::size_t kMostProbes = 4'096;

std::int64_t live_items(VotingProjection const& projection, std::optional<ItemKind> kind)
{
    std::size_t live = 0;
    for (auto const each : {ItemKind::track, ItemKind::tool}) {
        live += !kind || *kind == each ? projection.charts().live(each) : 0;
    }
    return static_cast<std::int64_t>(live);
}

DiscoveryWish wish_for(DiscoverQuery const& query, ItemKind kind, Preferences const& likes)
{
    auto const track = kind == ItemKind::track;
    return {
        .kind = kind,
        .genre = track ? query.genre : query.category,
        .mood = track ? query.mood : std::nullopt,
        .platform = track ? query.platform : std::nullopt,
        .liked_genres = track ? likes.genres : likes.categories,
        .liked_moods = track ? likes.moods : std::vector<std::string>{},
        .liked_platforms = track ? likes.platforms : std::vector<std::string>{},
        .seed = query.seed,
    };
}

// A filter that only one kind knows leaves the other out of a mixed page.
bool concerns(DiscoverQuery const& query, ItemKind kind)
{
    if (query.kind && *query.kind != kind) {
        return false;
    }
    auto const only_tracks = query.genre || query.mood || query.platform;
    return kind == ItemKind::track ? !query.category : !only_tracks;
}

// How many of a mixed page are tools: as in the catalogue, but at least one of each kind.
std::size_t share_of_tools(std::size_t limit, std::size_t tracks, std::size_t tools)
{
    if (tracks + tools == 0) {
        return 0;
    }
    auto const exact = limit * tools / (tracks + tools);
    auto const least = std::size_t{tools > 0 && limit > 1 ? 1U : 0U};
    auto const most = tracks > 0 && limit > 1 ? limit - 1 : limit;
    return std::clamp(exact, least, std::max(least, most));
}

}  // namespace

std::vector<DiscoveryCandidate> Discover::unvoted(
    DiscoverQuery const& query, ItemKind kind, Preferences const& likes
)
{
    auto wish = wish_for(query, kind, likes);
    std::vector<DiscoveryCandidate> unvoted;
    std::size_t probed = 0;
    for (auto want = query.limit * 2; probed < kMostProbes; want *= 4) {
        auto const candidates = ports_.state.read([&](VotingProjection const& projection) {
            auto const* const voter = projection.voters().find(query.voter);
            wish.not_of = voter != nullptr ? voter->facts().owner : OwnerNum{query.voter.value};
            return discovery_candidates(projection, wish, std::min(want, kMostProbes));
        });
        std::vector<VoteKey> keys;
        for (auto i = probed; i < candidates.size(); ++i) {
            keys.push_back({candidates[i].item, query.voter});
        }
        auto const votes =
            keys.empty() ? decltype(ports_.ledger.latest(keys)){} : ports_.ledger.latest(keys);
        for (std::size_t i = 0; i < keys.size(); ++i) {
            if (!votes[i] || !votes[i]->keeps_slot()) {
                unvoted.push_back(candidates[probed + i]);
            }
        }
        probed = candidates.size();
        if (unvoted.size() >= query.limit || candidates.size() < want) {
            break;
        }
    }
    unvoted.resize(std::min(unvoted.size(), query.limit));
    return unvoted;
}

DiscoverPage Discover::execute(DiscoverQuery const& query)
{
    auto const likes = ports_.voters.preferences(query.voter);
    std::vector<DiscoveryCandidate> tracks;
    std::vector<DiscoveryCandidate> tools;
    if (concerns(query, ItemKind::track)) {
        tracks = unvoted(query, ItemKind::track, likes);
    }
    if (concerns(query, ItemKind::tool)) {
        tools = unvoted(query, ItemKind::tool, likes);
    }
    if (!tracks.empty() && !tools.empty()) {
        auto const [all_tracks, all_tools] = ports_.state.read([](VotingProjection const& p) {
            return std::pair{p.charts().live(ItemKind::track), p.charts().live(ItemKind::tool)};
        });
        auto const share = share_of_tools(query.limit, all_tracks, all_tools);
        auto const taken = std::min(
            tools.size(), std::max(share, query.limit - std::min(query.limit, tracks.size()))
        );
        tools.resize(taken);
        tracks.resize(std::min(tracks.size(), query.limit - taken));
    }
    auto const order = [](DiscoveryCandidate const& candidate) {
        return std::pair{!candidate.liked, candidate.votes};
    };
    std::vector<DiscoveryCandidate> queue;
    std::ranges::merge(tracks, tools, std::back_inserter(queue), {}, order, order);
    return page_of(query, queue);
}

DiscoverPage Discover::page_of(
    DiscoverQuery const& query, std::vector<DiscoveryCandidate> const& chosen
)
{
    DiscoverPage page;
    std::vector<ItemNum> numbers;
    std::ranges::transform(chosen, std::back_inserter(numbers), &DiscoveryCandidate::item);
    auto cards = ports_.cards.cards(numbers);
    ports_.state.read([&](VotingProjection const& projection) {
        for (std::size_t i = 0; i < chosen.size(); ++i) {
            page.items.push_back(
                {std::move(cards[i]), projection.items()[chosen[i].slot].tally, chosen[i].liked}
            );
            page.preferences_matched += chosen[i].liked ? 1 : 0;
        }
        page.stats.total_items = live_items(projection, query.kind);
        auto const* const voter = projection.voters().find(query.voter);
        auto const voted = voter != nullptr ? voter->standing_votes() : 0;
        page.stats.voted_items = std::min(voted, page.stats.total_items);
        page.stats.unvoted_items = page.stats.total_items - page.stats.voted_items;
    });
    return page;
}

}  // namespace upbeat::voting
