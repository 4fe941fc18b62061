#include <upbeat/apps/replay/listings.hpp>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string_view>

#include <fmt/format.h>

namespace upbeat::apps {
namespace {

using boost::json::array;
using boost::json::object;
using voting::ChartFilter;
using voting::Period;
using voting::Slot;
using voting::VotingProjection;
using voting::WindowTally;

constexpr std::size_t kTrending = 10;
constexpr std::size_t kPage = 100;

struct KindNames {
    ItemKind kind;
    std::string_view word;    // of the API's parameters
    std::string_view plural;  // of the API's lists
};
constexpr KindNames kTracks{ItemKind::track, "song", "tracks"};
constexpr KindNames kTools{ItemKind::tool, "tool", "tools"};

// As the API rounds it.
double shown(std::int64_t weighted)
{
    return static_cast<double>(std::llround(static_cast<double>(weighted) / 100.0)) / 100.0;
}

object votes_of(WindowTally const& votes)
{
    return {
        {"up_votes", votes.up},
        {"down_votes", votes.down},
        {"score", votes.score()},
        {"total_votes", votes.total()},
        {"weighted_score", shown(votes.weighted)}
    };
}

object tally_of(VotingProjection const& projection, Slot slot)
{
    auto const& tally = projection.items()[slot].tally;
    return {
        {"up_votes", tally.up},
        {"down_votes", tally.down},
        {"abstain_votes", tally.abstain},
        {"score", tally.score()},
        {"total_votes", tally.total()},
        {"weighted_score", shown(tally.weighted)}
    };
}

boost::json::string id_of(VotingProjection const& projection, ItemNum item)
{
    return {projection.items().id(*projection.items().find(item))};
}

Listing page(KindNames const& names, std::size_t number)
{
    auto const places = [kind = names.kind, number](VotingProjection const& projection, auto&) {
        auto const& charts = projection.charts();
        auto const& items = projection.items();
        auto rows = array{};
        auto const first = (number - 1) * kPage;
        for (auto const slot : charts.slice(items, kind, voting::Order::top, first, kPage)) {
            rows.push_back(object{{"id", items.id(slot)}});
        }
        return rows;
    };
    return {
        .name = fmt::format("page {} of the {}", number, names.plural),
        .target = fmt::format("/api/v1/{}?sort=top&limit={}&page={}", names.plural, kPage, number),
        .array = std::string{names.plural},
        .kind = names.kind,
        .votes = tally_of,
        .places = places
    };
}

Listing chart(Period period, std::optional<KindNames> const& names)
{
    auto filter = ChartFilter{};
    if (names) {
        filter.kind = names->kind;
    }
    auto const places = [period,
                         filter](VotingProjection const& projection, object const& answer) mutable {
        filter.min_votes = answer.at("min_votes_applied").to_number<std::int64_t>();
        auto rows = array{};
        for (auto const& row : projection.charts().chart(projection.items(), period, filter).rows) {
            rows.push_back(object{
                {"id", id_of(projection, row.item)},
                {"rank", row.rank},
                {"alltime_score", row.alltime_score},
                {"provisional", row.provisional}
            });
        }
        return rows;
    };
    return {
        .name = fmt::format(
            "the {} chart{}",
            to_word(period),
            names ? fmt::format(" of {}", names->plural) : std::string{}
        ),
        .target = fmt::format(
            "/api/v1/top/{}{}",
            to_word(period),
            names ? fmt::format("?item_type={}", names->word) : std::string{}
        ),
        .array = "items",
        .kind = names ? names->kind : ItemKind::track,
        .votes =
            [period](VotingProjection const& projection, Slot slot) {
                return votes_of(projection.charts().window(projection.items(), period, slot));
            },
        .places = places
    };
}

Listing trending(KindNames const& names)
{
    auto const places = [kind = names.kind](VotingProjection const& projection, auto&) {
        auto rows = array{};
        for (auto const& row : projection.charts().trending(projection.items(), kind, kTrending)) {
            rows.push_back(object{
                {"id", id_of(projection, row.item)},
                {"rank", row.rank},
                {"trend", row.trend == 0 ? "0" : fmt::format("{:+}", row.trend)},
                {"rank_change",
                 row.rank_change ? boost::json::value(*row.rank_change) : boost::json::value()}
            });
        }
        return rows;
    };
    return {
        .name = fmt::format("the trending {}", names.plural),
        .target = "/api/v1/trending",
        .array = std::string{names.plural},
        .kind = names.kind,
        .votes =
            [](VotingProjection const& projection, Slot slot) {
                return votes_of(
                    projection.charts().window(projection.items(), Period::alltime, slot)
                );
            },
        .places = places
    };
}

}  // namespace

std::vector<Listing> listings(VotingProjection const& projection, std::size_t items)
{
    auto all = std::vector<Listing>{};
    for (auto const& names : {kTracks, kTools}) {
        auto const wanted = std::min(items, projection.charts().live(names.kind));
        for (std::size_t number = 1; number <= (wanted + kPage - 1) / kPage; ++number) {
            all.push_back(page(names, number));
        }
    }
    for (auto const period : {Period::alltime, Period::monthly, Period::weekly, Period::daily}) {
        all.push_back(chart(period, kTracks));
        all.push_back(chart(period, kTools));
        all.push_back(chart(period, std::nullopt));
    }
    all.push_back(trending(kTracks));
    all.push_back(trending(kTools));
    return all;
}

}  // namespace upbeat::apps
