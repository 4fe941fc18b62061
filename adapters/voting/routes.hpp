#pragma once

#include <upbeat/adapters/http/endpoint.hpp>
#include <upbeat/adapters/voting/voting_edge.hpp>

namespace upbeat::voting {

// Everything voting answers over HTTP. `edge` must outlive the endpoints.
http::Endpoints endpoints(VotingEdge const& edge);

// The same by theme.
http::Endpoints cast_vote_endpoints(VotingEdge const& edge);
http::Endpoints bulk_vote_endpoints(VotingEdge const& edge);
http::Endpoints own_vote_endpoints(VotingEdge const& edge);
http::Endpoints vote_list_endpoints(VotingEdge const& edge);
http::Endpoints chart_endpoints(VotingEdge const& edge);
http::Endpoints explain_endpoints(VotingEdge const& edge);
http::Endpoints discovery_endpoints(VotingEdge const& edge);
http::Endpoints reputation_endpoints(VotingEdge const& edge);
http::Endpoints stream_endpoints(VotingEdge const& edge);
http::Endpoints incident_endpoints(VotingEdge const& edge);
http::Endpoints moderation_endpoints(VotingEdge const& edge);

}  // namespace upbeat::voting
