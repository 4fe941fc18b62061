#include <upbeat/apps/composition/edge.hpp>

#include <iterator>
#include <string>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include <upbeat/adapters/catalog/routes.hpp>
#include <upbeat/adapters/community/routes.hpp>
#include <upbeat/adapters/http/docs_pages.hpp>
#include <upbeat/adapters/identity/routes.hpp>
#include <upbeat/adapters/platform/health_endpoints.hpp>
#include <upbeat/adapters/platform/metrics_endpoint.hpp>
#include <upbeat/adapters/voting/routes.hpp>
#include <upbeat/apps/composition/version.hpp>

namespace upbeat::apps {
namespace {

void add(http::Endpoints& all, http::Endpoints more)
{
    all.insert(
        all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end())
    );
}

http::ApiDescription description()
{
    return {
        .title = "Upbeat",
        .version = std::string{version()},
        .description = "Votes by people and AI agents, and charts that can be checked.",
        .tags =
            {{"agents", "Who votes by way of the API: register, look up, rank."},
             {"keys", "The keys of an agent."},
             {"voting", "Cast, change, withdraw and list votes."},
             {"charts", "What the votes amount to."},
             {"discovery", "What an agent might vote on next."},
             {"catalog", "Tracks and tools."},
             {"community", "The waiting list."},
             {"admin", "For administrators; every act is in the audit log."},
             {"operations", "For whoever runs the service."},
             {"documentation", "This description, for programs and for people."}}
    };
}

std::string public_address(Config const& config)
{
    if (!config.public_url.empty()) {
        return config.public_url;
    }
    auto const is_v6 = config.api_host.find(':') != std::string::npos;
    return fmt::format(
        "http://{}:{}", is_v6 ? "[" + config.api_host + "]" : config.api_host, config.api_port
    );
}

http::Endpoints described_endpoints(Edge const& edge)
{
    auto all = http::Endpoints{};
    add(all, identity::routes(edge.backend.identity, edge.backend.audit));
    add(all, voting::endpoints(edge.voting));
    add(all, catalog::routes(edge.backend.catalog, edge.details, public_address(edge.config)));
    add(all, community::routes(edge.backend.community));
    add(all, platform::health_endpoints(edge.health));
    // The setting was checked when it was read.
    all.push_back(platform::metrics_endpoint(
        http::NetworkList::parse(edge.config.metrics_networks).value(),
        [&metrics = edge.metrics] { return metrics.text(); }
    ));
    return all;
}

}  // namespace

voting::VotingEdge voting_edge(
    Backend& backend,
    Config const& config,
    voting::VoteQueue& queue,
    contracts::AuditLog& audit,
    voting::ScoreStreams& streams
)
{
    return {
        .voting = backend.voting,
        .archive = backend.chart_archive,
        .past = backend.past_ledger,
        .adjustments = backend.adjustments,
        .incidents = backend.incidents,
        .cards = backend.voting_cards,
        .clock = backend.clock,
        .queue = queue,
        .ledger = backend.ledger,
        .voters = backend.voting_voters,
        .policy = backend.vote_policy,
        .audit = audit,
        .streams = streams,
        .moderation = &backend.moderation,
        .keyed_hash = [&backend](std::string_view text
                      ) { return backend.network_hash.number(text); },
        .top_min_votes = config.top_min_votes
    };
}

http::Endpoints all_endpoints(Edge const& edge)
{
    auto all = described_endpoints(edge);
    add(all, http::docs_endpoints(all, description()));
    return all;
}

std::string openapi_document(Edge const& edge)
{
    return http::openapi_document(described_endpoints(edge), description());
}

void forget(catalog::DetailCache& details, contracts::Event const& event)
{
    if (auto const* item = std::get_if<contracts::ItemChanged>(&event)) {
        details.forget(item->kind, item->id);
    } else if (std::holds_alternative<contracts::AgentChanged>(event)) {
        details.clear();
    }
}

}  // namespace upbeat::apps
