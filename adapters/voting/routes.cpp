#include <upbeat/adapters/voting/routes.hpp>

#include <iterator>
#include <utility>

namespace upbeat::voting {

http::Endpoints endpoints(VotingEdge const& edge)
{
    http::Endpoints all;
    for (auto const theme :
         {cast_vote_endpoints,
          bulk_vote_endpoints,
          own_vote_endpoints,
          vote_list_endpoints,
          chart_endpoints,
          explain_endpoints,
          discovery_endpoints,
          reputation_endpoints,
          stream_endpoints,
          incident_endpoints,
          moderation_endpoints}) {
        auto some = theme(edge);
        std::move(some.begin(), some.end(), std::back_inserter(all));
    }
    return all;
}

}  // namespace upbeat::voting
