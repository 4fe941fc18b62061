#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <upbeat/adapters/http/endpoint.hpp>
#include <upbeat/adapters/voting/chart_cache.hpp>
#include <upbeat/adapters/voting/chart_presenter.hpp>
#include <upbeat/adapters/voting/routes.hpp>
#include <upbeat/adapters/voting/vote_words.hpp>

namespace upbeat::voting {
namespace {

struct TopQuery {
    std::string period{};
    std::optional<ItemWord> item_type{};
    std::optional<std::string> genre{};
    std::int64_t limit = kChartSize;
    std::optional<std::int64_t> min_votes{};  // none: as the deployment has it
};

// One chart has one key, however its query was written.
std::string key_of(TopQuery const& query)
{
    std::string key = query.period;
    key.append("|").append(query.item_type ? vote_word(query.item_type->kind) : "");
    key.append("|").append(std::to_string(query.limit));
    key.append("|").append(std::to_string(query.min_votes.value_or(-1)));
    key.append("|").append(query.genre ? std::string_view{*query.genre} : std::string_view{});
    return key;
}

ChartFilter filter_of(TopQuery const& query, std::int64_t usual_min_votes)
{
    ChartFilter filter{
        .genre = query.genre,
        .limit = static_cast<std::size_t>(query.limit),
        .min_votes = query.min_votes.value_or(usual_min_votes)
    };
    if (query.item_type) {
        filter.kind = query.item_type->kind;
    }
    return filter;
}

// A path that names no chart is 400, which tells it from a wrong filter.
Error no_such_chart(std::string const& period)
{
    auto error = unknown_period(period);
    error.code = "unknown_period";
    return error;
}

http::Schema<TopQuery> filters()
{
    constexpr std::size_t kMaxGenre = 100;
    return http::object<TopQuery>(
        http::field(
            "item_type", &TopQuery::item_type, http::described("Only songs, or only tools")
        ),
        http::field(
            "genre",
            &TopQuery::genre,
            http::length(1, kMaxGenre),
            http::described("A song's genre or a tool's category")
        ),
        http::field("limit", &TopQuery::limit, http::between(1, kChartSize), http::defaulted),
        http::field(
            "min_votes",
            &TopQuery::min_votes,
            http::between(0, 1'000'000),
            http::described("Verified votes within the period; items with fewer follow "
                            "behind as provisional, unless 50 have enough. 50 unless the "
                            "store chose another number")
        )
    );
}

http::Endpoint top(VotingEdge const& edge, std::shared_ptr<ChartCache> const& cache)
{
    auto const form = top_presenter();
    return http::get("/api/v1/top/{period}")
        .operation("getTop")
        .tag("charts")
        .summary("The top 50 of a period")
        .description(
            "Songs and tools together, by weighted score within the period. A rolling "
            "period ends now: 24 hours, 7 or 30 days."
        )
        .path(http::object<TopQuery>(http::field(
            "period", &TopQuery::period, http::described("daily, weekly, monthly or alltime")
        )))
        .query(filters())
        .returns(200, form)
        .fails_with({http::fails(
            ErrorKind::invalid_input, "unknown_period", "The period is none of the four."
        )})
        .status_for("unknown_period", 400)
        .snapshot(
            [cache](http::Context const& context, TopQuery const& query) {
                return cache->find(key_of(query), context.now);
            },
            [&edge, cache, form](
                http::Context const& context, TopQuery const& query
            ) -> Result<http::SnapshotPtr> {
                auto const period = parse_period(query.period);
                if (!period) {
                    return fail(no_such_chart(query.period));
                }
                auto const page =
                    edge.voting.get_chart.top(*period, filter_of(query, edge.top_min_votes));
                return cache->put(key_of(query), form.to_json(page), page.version, context.now);
            }
        );
}

http::Endpoint trending(VotingEdge const& edge, std::shared_ptr<ChartCache> const& cache)
{
    auto const form = trending_presenter();
    return http::get("/api/v1/trending")
        .operation("getTrending")
        .tag("charts")
        .summary("What moves now: ten songs and ten tools")
        .description("Every vote counts its weight, and half of that 48 hours later.")
        .returns(200, form)
        .snapshot(
            [cache](http::Context const& context, http::Nothing const&) {
                return cache->find("trending", context.now);
            },
            [&edge, cache, form](http::Context const& context, http::Nothing const&)
                -> Result<http::SnapshotPtr> {
                auto const page = edge.voting.get_chart.trending();
                return cache->put("trending", form.to_json(page), page.version, context.now);
            }
        );
}

}  // namespace

http::Endpoints chart_endpoints(VotingEdge const& edge)
{
    auto const cache = std::make_shared<ChartCache>(edge.voting.state);
    return {trending(edge, cache), top(edge, cache)};
}

}  // namespace upbeat::voting
