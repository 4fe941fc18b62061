#pragma once

#include <string>

#include <upbeat/adapters/catalog/detail_cache.hpp>
#include <upbeat/adapters/http/endpoint.hpp>
#include <upbeat/adapters/http/openapi.hpp>
#include <upbeat/adapters/platform/health_source.hpp>
#include <upbeat/adapters/voting/voting_edge.hpp>
#include <upbeat/apps/composition/backend.hpp>
#include <upbeat/infrastructure/platform/metrics.hpp>

namespace upbeat::apps {

// What the endpoints are made of besides the use cases. Outlives them.
struct Edge {
    Backend& backend;
    Config const& config;
    platform::HealthSource const& health;
    platform::Metrics const& metrics;
    catalog::DetailCache& details;
    voting::VotingEdge const& voting;
};

// What the voting endpoints need, out of the same wiring.
voting::VotingEdge voting_edge(
    Backend& backend,
    Config const& config,
    voting::VoteQueue& queue,
    contracts::AuditLog& audit,
    voting::ScoreStreams& streams
);

// Every endpoint of the program, the pages that describe them last.
http::Endpoints all_endpoints(Edge const& edge);

// The OpenAPI document of them; the same for every configuration.
std::string openapi_document(Edge const& edge);

// Drops what the edge keeps of an object that changed.
void forget(catalog::DetailCache& details, contracts::Event const& event);

}  // namespace upbeat::apps
