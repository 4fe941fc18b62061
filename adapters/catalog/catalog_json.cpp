#include <upbeat/adapters/catalog/catalog_json.hpp>

#include <cmath>

#include <upbeat/adapters/http/decimal.hpp>

namespace upbeat::catalog {
namespace {

using http::constant;
using http::including;
using http::out;

using Address = std::optional<std::string>;

Address address(std::string const& url)
{
    return url.empty() ? std::nullopt : Address{url};
}

double two_decimals(double value)
{
    return std::round(value * 100.0) / 100.0;
}

http::Decimal decimal(Price price)
{
    return {price.minor};
}

std::string first_mood(Track const& track)
{
    return track.moods.empty() ? std::string{} : track.moods.front();
}

std::string status_word(auto const& item)
{
    return std::string{to_word(item.status)};
}

std::optional<std::string> owner_id(auto const& item)
{
    return item.owner.none() ? std::nullopt : std::optional{item.owner.agent_id};
}

struct NestedVotes {
    std::int64_t up, down, total, score, abstain;
};

http::Presenter<NestedVotes> nested_votes_presenter()
{
    return http::presenter<NestedVotes>(
        "",
        out("up", &NestedVotes::up),
        out("down", &NestedVotes::down),
        out("total", &NestedVotes::total),
        out("score", &NestedVotes::score),
        out("abstain", &NestedVotes::abstain)
    );
}

http::Presenter<Commission> commission_presenter()
{
    return http::presenter<Commission>(
        "",
        out("rate_percent", [](Commission const& c) { return c.basis_points / 100; }),
        out("amount", [](Commission const& c) { return decimal(c.amount); }),
        out("amount_minor", [](Commission const& c) { return c.amount.minor; })
    );
}

http::Presenter<Creator> creator_presenter()
{
    return http::presenter<Creator>(
        "",
        out("id", &Creator::id),
        out("username", &Creator::id),
        out("name", &Creator::name),
        out("badges", [](Creator const&) { return std::vector<std::string>{}; })
    );
}

http::Presenter<Track> similar_presenter()
{
    return http::presenter<Track>(
        "",
        out("id", &Track::id),
        out("title", &Track::title),
        out("artist", &Track::artist),
        out("platform", [](Track const& t) { return t.platform.name; }),
        out("genre", &Track::genre),
        out("mood", first_mood),
        out("bpm", &Track::bpm),
        out("audio_url", [](Track const& t) { return address(t.audio_url); }),
        out("cover_url", [](Track const& t) { return address(t.cover_url); }),
        out("price", [](Track const& t) { return decimal(t.price); })
    );
}

}  // namespace

http::Presenter<Track> track_presenter()
{
    return http::presenter<Track>(
        "Track",
        out({"id", "track_id"}, &Track::id),
        out("title", &Track::title),
        out("artist", &Track::artist),
        out("platform", [](Track const& t) { return t.platform.name; }),
        out("platform_url", [](Track const& t) { return address(t.platform_url); }),
        out({"purchase_url", "affiliate_link"},
            [](Track const& t) { return address(t.purchase_url); }),
        out("genre", &Track::genre),
        out("mood", first_mood),
        out("moods", &Track::moods),
        out({"bpm", "tempo"}, &Track::bpm),
        out("audio_url", [](Track const& t) { return address(t.audio_url); }),
        out("price", [](Track const& t) { return decimal(t.price); }),
        out("price_minor", [](Track const& t) { return t.price.minor; }),
        constant("currency", std::string{Price::kCurrency}),
        out("description", &Track::description),
        out("tags", &Track::tags),
        out("cover_url", [](Track const& t) { return address(t.cover_url); }),
        out("duration", &Track::duration, http::described("Seconds")),
        out("creator_agent_id", owner_id<Track>),
        out("status", status_word<Track>),
        out("demo", &Track::demo),
        out("created_at", &Track::created_at),
        out("updated_at", &Track::updated_at)
    );
}

http::Presenter<Tool> tool_presenter()
{
    return http::presenter<Tool>(
        "Tool",
        out({"id", "tool_id"}, &Tool::id),
        out("name", &Tool::name),
        out("website", &Tool::website),
        out("affiliate_link", [](Tool const& t) { return address(t.affiliate_link); }),
        out("commission_rate", &Tool::commission_rate, http::described("Per cent")),
        out("category", &Tool::category),
        out("description", &Tool::description),
        out("features", &Tool::features),
        out(
            "pricing",
            [](Tool const& t) { return http::JsonText{t.pricing}; },
            http::described("An object of tiers: {tier: {price, description}}")
        ),
        out("creator_agent_id", owner_id<Tool>),
        out("status", status_word<Tool>),
        out("demo", &Tool::demo),
        out("created_at", &Tool::created_at),
        out("updated_at", &Tool::updated_at)
    );
}

http::Presenter<VoteNumbers> votes_presenter()
{
    return http::presenter<VoteNumbers>(
        "VoteNumbers",
        out(
            "votes",
            [](VoteNumbers const& v) {
                return NestedVotes{v.up, v.down, v.total(), v.score, v.abstain};
            },
            nested_votes_presenter()
        ),
        out("up_votes", &VoteNumbers::up),
        out("down_votes", &VoteNumbers::down),
        out("abstain_votes", &VoteNumbers::abstain),
        out("total_votes", [](VoteNumbers const& v) { return v.total(); }),
        out("score", &VoteNumbers::score),
        out("weighted_score",
            [](VoteNumbers const& v) {
                // Halves as the charts round them.
                auto const hundredths = static_cast<double>(v.weighted_score) / 100.0;
                return static_cast<double>(std::llround(hundredths)) / 100.0;
            }),
        out(
            "rank",
            [](VoteNumbers const& v) { return v.rank == 0 ? std::nullopt : std::optional{v.rank}; },
            http::described("All time, among live items of the kind")
        ),
        out(
            "avg_reputation",
            [](VoteNumbers const& v) -> std::optional<double> {
                auto const mean = v.mean_weight();
                return mean ? std::optional{two_decimals(*mean * 100.0)} : std::nullopt;
            },
            http::described("Of those who voted, as their votes weigh: 0 to 100")
        ),
        out(
            "vote_weight",
            [](VoteNumbers const& v) -> std::optional<double> {
                auto const mean = v.mean_weight();
                return mean ? std::optional{two_decimals(*mean)} : std::nullopt;
            },
            http::described("The mean weight of a vote: 0 to 1")
        )
    );
}

http::Presenter<TrackCard> track_card_presenter()
{
    return http::presenter<TrackCard>(
        "TrackCard",
        including(&TrackCard::track, track_presenter()),
        including(&TrackCard::votes, votes_presenter())
    );
}

http::Presenter<ToolCard> tool_card_presenter()
{
    return http::presenter<ToolCard>(
        "ToolCard",
        including(&ToolCard::tool, tool_presenter()),
        including(&ToolCard::votes, votes_presenter())
    );
}

http::Presenter<TrackDetail> track_detail_presenter(std::string const& share_base)
{
    return http::presenter<TrackDetail>(
        "",
        including(&TrackDetail::track, track_presenter()),
        out("creator", &TrackDetail::creator, creator_presenter()),
        out("commission", &TrackDetail::commission, commission_presenter()),
        out("rating", [](TrackDetail const&) { return std::optional<double>{}; }),
        constant("review_count", std::int64_t{0}),
        out("similar", &TrackDetail::similar, similar_presenter()),
        out("share_url",
            [share_base](TrackDetail const& d) { return share_url(share_base, d.track); })
    );
}

http::Presenter<Tool> tool_detail_presenter()
{
    return http::presenter<Tool>(
        "",
        including([](Tool const& tool) -> Tool const& { return tool; }, tool_presenter()),
        out("rating", [](Tool const&) { return std::optional<double>{}; }),
        constant("review_count", std::int64_t{0}),
        out("reviews", [](Tool const&) { return std::vector<std::string>{}; })
    );
}

std::string share_url(std::string const& share_base, Track const& track)
{
    return share_base + "/tracks/" + track.id;
}

}  // namespace upbeat::catalog
