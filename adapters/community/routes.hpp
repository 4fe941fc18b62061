#pragma once

#include <upbeat/adapters/http/endpoint.hpp>
#include <upbeat/application/community/community.hpp>

namespace upbeat::community {

http::Endpoint join_waitlist_endpoint(Community& community);
http::Endpoint waitlist_count_endpoint(Community& community);

// All of them.
http::Endpoints routes(Community& community);

}  // namespace upbeat::community
