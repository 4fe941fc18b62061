#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include <upbeat/adapters/http/credential.hpp>
#include <upbeat/adapters/http/endpoint.hpp>
#include <upbeat/adapters/voting/discovery_presenter.hpp>
#include <upbeat/adapters/voting/routes.hpp>
#include <upbeat/adapters/voting/vote_words.hpp>
#include <upbeat/domain/voting/errors.hpp>

namespace upbeat::voting {
namespace {

enum class Form : unsigned char { array, object };

struct DiscoveryQuery {
    std::optional<std::string> agent_id{};
    std::optional<ItemWord> item_type{};
    std::int64_t limit = 10;
    std::optional<std::string> genre{};
    std::optional<std::string> mood{};
    std::optional<std::string> category{};
    std::optional<std::string> platform{};
    std::optional<Form> format{};
};

struct Asker {
    VoterNum num{};
    std::string id{};
};

// The credential's agent, or the one that is named: what there is to discover is no secret.
Result<Asker> asker_of(
    VotingEdge const& edge, http::Context const& context, std::optional<std::string> const& agent_id
)
{
    if (context.actor.is_agent()) {
        if (agent_id && *agent_id != context.actor.id) {
            return fail(agent_mismatch());
        }
        return Asker{context.actor.voter, context.actor.id};
    }
    if (!agent_id) {
        return fail(http::permits(http::Auth::agent, context.actor).error());
    }
    auto const voter = edge.voters.find(*agent_id);
    if (!voter) {
        return fail(voter_not_found(*agent_id));
    }
    return Asker{voter->num, voter->id};
}

// Catalogue words are lower-case slugs: "Hip Hop" means "hip-hop", "Suno AI" is kept as "suno".
std::optional<std::string> slug_of(std::optional<std::string> const& word)
{
    if (!word) {
        return std::nullopt;
    }
    std::string slug;
    for (char const c : *word) {
        auto const blank = c == ' ' || c == '_';
        slug += blank ? '-' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return slug;
}

std::optional<std::string> platform_of(std::optional<std::string> const& word)
{
    auto slug = slug_of(word);
    return slug == "suno-ai" ? std::optional<std::string>{"suno"} : slug;
}

// A bare array is of one kind, since its readers vote on every element as a track.
std::optional<ItemKind> kind_of(DiscoveryQuery const& query, bool bare)
{
    if (query.item_type) {
        return query.item_type->kind;
    }
    return bare ? std::optional{ItemKind::track} : std::nullopt;
}

Result<DiscoveryAnswer> discover(
    VotingEdge const& edge, http::Context const& context, DiscoveryQuery const& query, Form usual
)
{
    UPBEAT_TRY(auto asker, asker_of(edge, context, query.agent_id));
    auto const bare = query.format.value_or(usual) == Form::array;
    DiscoveryAnswer answer{.agent_id = asker.id, .kind = kind_of(query, bare), .bare = bare};
    answer.page = edge.voting.discover.execute({
        .voter = asker.num,
        .kind = answer.kind,
        .limit = static_cast<std::size_t>(query.limit),
        .genre = slug_of(query.genre),
        .mood = slug_of(query.mood),
        .category = slug_of(query.category),
        .platform = platform_of(query.platform),
        .seed = std::hash<std::string>{}(context.request_id),
    });
    return answer;
}

auto agent_field()
{
    return http::field(
        "agent_id",
        &DiscoveryQuery::agent_id,
        http::id_text(),
        http::described("Who asks, where no key says it")
    );
}

http::Schema<DiscoveryQuery> filters()
{
    constexpr std::size_t kMaxWord = 100;
    auto const word = http::length(1, kMaxWord);
    return http::object<DiscoveryQuery>(
        agent_field(),
        http::field("item_type", &DiscoveryQuery::item_type),
        http::field("limit", &DiscoveryQuery::limit, http::between(1, 50), http::defaulted),
        http::field("genre", &DiscoveryQuery::genre, word),
        http::field("mood", &DiscoveryQuery::mood, word),
        http::field("category", &DiscoveryQuery::category, word),
        http::field("platform", &DiscoveryQuery::platform, word),
        http::field(
            "format",
            &DiscoveryQuery::format,
            http::words<Form>({{"array", Form::array}, {"object", Form::object}})
        )
    );
}

std::vector<http::Failure> failures()
{
    return {
        http::fails(ErrorKind::not_found, "agent_not_found", "No agent has this agent_id."),
        http::fails(
            ErrorKind::forbidden, "agent_mismatch", "agent_id is not the credential's agent."
        )
    };
}

http::Endpoint discovery_queue(VotingEdge const& edge)
{
    return http::get("/api/v1/discovery/discover")
        .operation("discoverArray")
        .tag("discovery")
        .summary("What to vote on next, as an array")
        .description(
            "Items the agent has not voted on: what it prefers first, then what has the "
            "fewest votes. `format=object` gives the richer form."
        )
        .auth(http::Auth::optional_agent)
        .query(filters())
        .returns(200, discovery_presenter())
        .fails_with(failures())
        .worker([&edge](http::Context const& context, DiscoveryQuery const& query) {
            return discover(edge, context, query, Form::array);
        });
}

http::Endpoint discovery(VotingEdge const& edge)
{
    return http::get("/api/v1/discovery")
        .also_at("/api/v1/discover")
        .operation("discover")
        .tag("discovery")
        .summary("What to vote on next, with numbers around it")
        .auth(http::Auth::optional_agent)
        .query(filters())
        .returns(200, discovery_presenter())
        .fails_with(failures())
        .worker([&edge](http::Context const& context, DiscoveryQuery const& query) {
            return discover(edge, context, query, Form::object);
        });
}

http::Endpoint discovery_stats(VotingEdge const& edge)
{
    return http::get("/api/v1/discovery/stats")
        .operation("getDiscoveryStats")
        .tag("discovery")
        .summary("How far an agent has come through the catalogue")
        .auth(http::Auth::optional_agent)
        .query(http::object<DiscoveryQuery>(agent_field()))
        .returns(200, discovery_stats_presenter())
        .fails_with(failures())
        .worker(
            [&edge](
                http::Context const& context, DiscoveryQuery const& query
            ) -> Result<DiscoveryStatsAnswer> {
                UPBEAT_TRY(auto asker, asker_of(edge, context, query.agent_id));
                return DiscoveryStatsAnswer{
                    asker.id, edge.voting.get_discovery_stats.execute(asker.num)
                };
            }
        );
}

}  // namespace

http::Endpoints discovery_endpoints(VotingEdge const& edge)
{
    return {discovery_queue(edge), discovery(edge), discovery_stats(edge)};
}

}  // namespace upbeat::voting
