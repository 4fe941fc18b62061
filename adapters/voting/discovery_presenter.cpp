#include <upbeat/adapters/voting/discovery_presenter.hpp>

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include <upbeat/adapters/voting/card_fields.hpp>
#include <upbeat/adapters/voting/vote_words.hpp>

namespace upbeat::voting {
namespace {

using http::including;
using http::out;

struct NamedCounts {
    std::vector<std::pair<std::string, std::int64_t>> list{};
};

http::Presenter<Tally> tally_presenter()
{
    return http::presenter<Tally>(
        "",
        out("up", &Tally::up),
        out("down", &Tally::down),
        out("total", &Tally::total),
        out("score", &Tally::score)
    );
}

Tally const& tally_of(DiscoveredItem const& item)
{
    return item.tally;
}

ItemCard const& card_of(DiscoveredItem const& item)
{
    return item.card;
}

http::JsonText json_or(std::string const& text, std::string_view otherwise)
{
    return {text.empty() ? std::string{otherwise} : text};
}

http::Presenter<DiscoveredItem> item_presenter()
{
    return http::presenter<DiscoveredItem>(
        "DiscoveredItem",
        out({"type", "item_type"},
            [](DiscoveredItem const& item) { return vote_word(item.card.kind); }),
        including(card_of, card_fields()),
        out("votes", tally_of, tally_presenter()),
        out("score", [](DiscoveredItem const& item) { return item.tally.score(); }),
        out("weighted_score",
            [](DiscoveredItem const& item) { return shown_score(item.tally.weighted); }),
        out("features",
            [](DiscoveredItem const& item) { return json_or(item.card.features_json, "[]"); }),
        out("pricing",
            [](DiscoveredItem const& item) { return json_or(item.card.pricing_json, "{}"); }),
        out("commission_rate",
            [](DiscoveredItem const& item) { return item.card.commission_rate; }),
        out("preferred", &DiscoveredItem::preferred)
    );
}

std::string_view queue_type(DiscoveryAnswer const& answer)
{
    return answer.kind ? vote_word(*answer.kind) : std::string_view{"mixed"};
}

std::vector<DiscoveredItem> const& items_of(DiscoveryAnswer const& answer)
{
    return answer.page.items;
}

http::Presenter<DiscoverStats> page_stats_presenter()
{
    return http::presenter<DiscoverStats>(
        "",
        out("total_items", &DiscoverStats::total_items),
        out("voted_items", &DiscoverStats::voted_items),
        out("unvoted_items", &DiscoverStats::unvoted_items)
    );
}

http::Presenter<DiscoveryAnswer> object_presenter()
{
    return http::presenter<DiscoveryAnswer>(
        "Discovery",
        out("agent_id", &DiscoveryAnswer::agent_id),
        out("queue_type", queue_type),
        out({"items", "queue"}, items_of, item_presenter()),
        out("count", [](DiscoveryAnswer const& answer) { return answer.page.items.size(); }),
        out("preferences_matched",
            [](DiscoveryAnswer const& answer) { return answer.page.preferences_matched; }),
        out(
            "stats",
            [](DiscoveryAnswer const& answer) { return answer.page.stats; },
            page_stats_presenter()
        )
    );
}

// {name: count}, with every name there is.
http::Presenter<NamedCounts> counts_presenter()
{
    auto schema = http::JsonSchema::of("object");
    schema.set("additionalProperties", R"({"type":"integer"})");
    return {std::move(schema), [](http::JsonWriter& to, NamedCounts const& counts) {
                to.begin_object();
                for (auto const& [name, count] : counts.list) {
                    to.name(name).integer(count);
                }
                to.end_object();
            }};
}

http::Presenter<DiscoveryStats> catalogue_presenter()
{
    return http::presenter<DiscoveryStats>(
        "",
        out("total_items", &DiscoveryStats::total_items),
        out("total_songs", &DiscoveryStats::total_tracks),
        out("total_tools", &DiscoveryStats::total_tools),
        out(
            "genres",
            [](DiscoveryStats const& stats) { return NamedCounts{stats.genres}; },
            counts_presenter()
        ),
        out(
            "categories",
            [](DiscoveryStats const& stats) { return NamedCounts{stats.categories}; },
            counts_presenter()
        )
    );
}

http::Presenter<DiscoveryStats> progress_presenter()
{
    return http::presenter<DiscoveryStats>(
        "",
        out("votes_cast", &DiscoveryStats::votes_cast),
        out("unique_items_voted", &DiscoveryStats::unique_items_voted),
        out("items_remaining", &DiscoveryStats::items_remaining),
        out("coverage_percent", &DiscoveryStats::coverage_percent)
    );
}

DiscoveryStats const& stats_of(DiscoveryStatsAnswer const& answer)
{
    return answer.stats;
}

}  // namespace

http::Presenter<DiscoveryAnswer> discovery_presenter()
{
    auto const object = object_presenter();
    auto const array = http::array_of(item_presenter());
    auto schema = http::JsonSchema::either({array.describe(), object.describe()});
    auto write = [object, array](http::JsonWriter& to, DiscoveryAnswer const& answer) {
        if (answer.bare) {
            array.write(to, answer.page.items);
        } else {
            object.write(to, answer);
        }
    };
    return {std::move(schema), http::Presenter<DiscoveryAnswer>::Write{std::move(write)}};
}

http::Presenter<DiscoveryStatsAnswer> discovery_stats_presenter()
{
    return http::presenter<DiscoveryStatsAnswer>(
        "DiscoveryStats",
        out("agent_id", &DiscoveryStatsAnswer::agent_id),
        out("database", stats_of, catalogue_presenter()),
        out("agent_progress", stats_of, progress_presenter())
    );
}

}  // namespace upbeat::voting
