#pragma once

#include <upbeat/adapters/http/headers.hpp>
#include <upbeat/adapters/http/ip_address.hpp>

namespace upbeat::http {

// Who really asks. The peer itself, unless the peer is a trusted proxy: then the right-most hop of
// X-Forwarded-For that is not a trusted proxy too (everything left of it is the client's own
// claim), or X-Real-IP where there is no X-Forwarded-For. A hop that cannot be read ends the walk
// at the hop to its right.
IpAddress client_address(IpAddress peer, Headers const& headers, NetworkList const& trusted);

}  // namespace upbeat::http
