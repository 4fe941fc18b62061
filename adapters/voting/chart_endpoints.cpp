#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <upbeat/adapters/http/endpoint.hpp>
#include <upbeat/adapters/voting/chart_cache.hpp>
#include <upbeat/adapters/voting/chart_presenter.hpp>
#include <upbeat/adapters/voting/past_chart_cache.hpp>
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
    std::optional<Timestamp> at{};            // none: now
};

struct TrendingQuery {
    std::optional<Timestamp> at{};
};

// The charts that were asked for lately, as they are sent.
struct Caches {
    explicit Caches(VotingState const& state) : present{state} {}

    ChartCache present;
    PastChartCache past;
};

constexpr auto kAtHelp =
    "The chart exactly as it stood at this instant (RFC 3339), recomputed from the ledger; items "
    "that were removed since keep their place without their texts. The first question after a "
    "while may be answered 503 with Retry-After while the history is read";

// Answers a question about the past; `draw` makes the page.
template <class Page, class Draw>
Result<http::SnapshotPtr> of_the_past(
    Caches& caches,
    http::Context const& context,
    std::string const& key,
    http::Presenter<Page> const& form,
    Draw draw
)
{
    Result<Page> page = draw();
    if (!page) {
        return fail(page.error());
    }
    return caches.past.put(key, form.to_json(*page), *page->at + kSettled < context.now);
}

std::vector<http::Failure> failures_of_the_past()
{
    return {
        http::fails(ErrorKind::invalid_input, "future_instant", "'at' lies in the future."),
        http::fails(
            ErrorKind::unavailable, "history_warming", "The history is being read; see Retry-After."
        ),
        http::fails(
            ErrorKind::unavailable, "history_too_large", "The history exceeds CHART_HISTORY_MEMORY."
        )
    };
}

// One chart has one key, however its query was written.
std::string key_of(TopQuery const& query)
{
    auto key = std::to_string(query.at ? to_micros(*query.at) : 0);
    key.append("|").append(query.period);
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
        ),
        http::field("at", &TopQuery::at, http::described(kAtHelp))
    );
}

http::Endpoint top(VotingEdge const& edge, std::shared_ptr<Caches> const& caches)
{
    auto const form = top_presenter();
    auto failures = failures_of_the_past();
    failures.push_back(
        http::fails(ErrorKind::invalid_input, "unknown_period", "The period is none of the four.")
    );
    return http::get("/api/v1/top/{period}")
        .operation("getTop")
        .tag("charts")
        .summary("The top 50 of a period")
        .description(
            "Songs and tools together, by weighted score within the period. A rolling "
            "period ends now, or at the instant asked for: 24 hours, 7 or 30 days."
        )
        .path(http::object<TopQuery>(http::field(
            "period", &TopQuery::period, http::described("daily, weekly, monthly or alltime")
        )))
        .query(filters())
        .returns(200, form)
        .fails_with(failures)
        .status_for("unknown_period", 400)
        .snapshot(
            [caches](http::Context const& context, TopQuery const& query) {
                return query.at ? caches->past.find(key_of(query))
                                : caches->present.find(key_of(query), context.now);
            },
            [&edge, caches, form](
                http::Context const& context, TopQuery const& query
            ) -> Result<http::SnapshotPtr> {
                auto const period = parse_period(query.period);
                if (!period) {
                    return fail(no_such_chart(query.period));
                }
                auto const filter = filter_of(query, edge.top_min_votes);
                if (query.at) {
                    return of_the_past(*caches, context, key_of(query), form, [&] {
                        return edge.archive.top(*period, filter, *query.at);
                    });
                }
                auto const page = edge.voting.get_chart.top(*period, filter);
                return caches->present.put(
                    key_of(query), form.to_json(page), page.version, context.now
                );
            }
        );
}

http::Endpoint trending(VotingEdge const& edge, std::shared_ptr<Caches> const& caches)
{
    constexpr std::size_t kEach = 10;
    auto const form = trending_presenter();
    auto const key_of_past = [](TrendingQuery const& query) {
        return "trending|" + std::to_string(to_micros(*query.at));
    };
    return http::get("/api/v1/trending")
        .operation("getTrending")
        .tag("charts")
        .summary("What moves now: ten songs and ten tools")
        .description("Every vote counts its weight, and half of that 48 hours later.")
        .query(http::object<TrendingQuery>(
            http::field("at", &TrendingQuery::at, http::described(kAtHelp))
        ))
        .returns(200, form)
        .fails_with(failures_of_the_past())
        .snapshot(
            [caches, key_of_past](http::Context const& context, TrendingQuery const& query) {
                return query.at ? caches->past.find(key_of_past(query))
                                : caches->present.find("trending", context.now);
            },
            [&edge, caches, form, key_of_past](
                http::Context const& context, TrendingQuery const& query
            ) -> Result<http::SnapshotPtr> {
                if (query.at) {
                    return of_the_past(*caches, context, key_of_past(query), form, [&] {
                        return edge.archive.trending(kEach, *query.at);
                    });
                }
                auto const page = edge.voting.get_chart.trending(kEach);
                return caches->present.put(
                    "trending", form.to_json(page), page.version, context.now
                );
            }
        );
}

}  // namespace

http::Endpoints chart_endpoints(VotingEdge const& edge)
{
    auto const caches = std::make_shared<Caches>(edge.voting.state);
    return {trending(edge, caches), top(edge, caches)};
}

}  // namespace upbeat::voting
