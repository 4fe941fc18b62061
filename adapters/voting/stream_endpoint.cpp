#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <upbeat/adapters/http/endpoint.hpp>
#include <upbeat/adapters/voting/routes.hpp>
#include <upbeat/adapters/voting/score_streams.hpp>
#include <upbeat/adapters/voting/vote_words.hpp>

namespace upbeat::voting {
namespace {

constexpr std::size_t kMostItems = 100;
constexpr std::size_t kMaxEventId = 64;

struct StreamQuery {
    std::optional<ItemWord> item_type{};
    std::optional<std::vector<std::string>> items{};
    std::optional<std::vector<std::string>> charts{};
    std::optional<std::string> last_event_id{};
};

http::Schema<StreamQuery> filters()
{
    return http::object<StreamQuery>(
        http::field(
            "item_type", &StreamQuery::item_type, http::described("Only songs, or only tools")
        ),
        http::field(
            "items",
            &StreamQuery::items,
            item_id_reader(),
            http::min_items(1),
            http::max_items(kMostItems),
            http::described("Only the scores of these items: ids, separated by commas")
        ),
        http::field(
            "charts",
            &StreamQuery::charts,
            http::one_of({"trending", "top"}),
            http::min_items(1),
            http::max_items(2),
            http::described("Also the charts whose order changes: trending, top, or both")
        ),
        http::field(
            "last_event_id",
            &StreamQuery::last_event_id,
            http::max_length(kMaxEventId),
            http::described("As the Last-Event-ID header, for clients that cannot send it")
        )
    );
}

std::string_view place_of(http::Context const& context, StreamQuery const& query)
{
    // A browser that connects again repeats the query and adds the header: the header is newer.
    return context.last_event_id.empty() && query.last_event_id ? *query.last_event_id
                                                                : context.last_event_id;
}

ScoreSelection charts_and_kind(StreamQuery const& query)
{
    auto const wants = [&query](std::string_view chart) {
        return query.charts && std::ranges::find(*query.charts, chart) != query.charts->end();
    };
    ScoreSelection selection{.trending = wants("trending"), .top = wants("top")};
    if (query.item_type) {
        selection.kind = query.item_type->kind;
    }
    return selection;
}

// The numbers of items by their ids; an id that both a song and a tool have means both.
Result<std::vector<ItemNum>> numbers_of(
    VotingProjection const& projection, StreamQuery const& query, std::optional<ItemKind> only
)
{
    auto const& items = projection.items();
    std::vector<ItemNum> numbers;
    for (auto const& id : *query.items) {
        auto const before = numbers.size();
        for (auto const kind : {ItemKind::track, ItemKind::tool}) {
            auto const slot = only.value_or(kind) == kind ? items.find(kind, id) : std::nullopt;
            if (slot) {
                numbers.push_back(items[*slot].num);
            }
        }
        if (numbers.size() == before) {
            return fail(item_not_found(only.value_or(ItemKind::track), id));
        }
    }
    std::ranges::sort(numbers);
    return numbers;
}

Result<http::StreamPtr> open(
    VotingEdge const& edge, http::Context const& context, StreamQuery const& query
)
{
    auto selection = charts_and_kind(query);
    if (query.items) {
        UPBEAT_TRY(selection.items, edge.voting.state.read([&](auto const& projection) {
            return numbers_of(projection, query, selection.kind);
        }));
    }
    return edge.streams.open(std::move(selection), place_of(context, query));
}

http::Endpoint score_stream(VotingEdge const& edge)
{
    return http::get("/api/v1/stream/scores")
        .operation("streamScores")
        .tag("charts")
        .summary("Scores and charts as they change")
        .description(
            "Server-sent events, or the same as text messages over WebSocket. `score` has the "
            "figures of an item as they stand, `chart` the order of a chart whose first places "
            "changed. What changes within a tenth of a second is told once. `reset` asks the "
            "client to read its charts anew, since something is missing. Every event has an id; "
            "a client that comes back with the last one, to any node, gets what it missed or a "
            "`reset`. Events may repeat what the client knows."
        )
        .query(filters())
        .returns_stream("Events, until either side closes.")
        .fails_with(
            {http::fails(ErrorKind::not_found, "item_not_found", "One of `items` does not exist.")}
        )
        .stream(
            [](http::Context const& context, StreamQuery const& query) {
                return !query.items && ScoreStreams::starts_at_once(
                                           charts_and_kind(query), place_of(context, query)
                                       );
            },
            [&edge](http::Context const& context, StreamQuery const& query) {
                return open(edge, context, query);
            }
        );
}

}  // namespace

http::Endpoints stream_endpoints(VotingEdge const& edge)
{
    return {score_stream(edge)};
}

}  // namespace upbeat::voting
