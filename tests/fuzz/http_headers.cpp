#include <string>

#include <upbeat/adapters/http/client_address.hpp>
#include <upbeat/adapters/http/context.hpp>
#include <upbeat/adapters/http/cors.hpp>
#include <upbeat/adapters/http/credential.hpp>
#include <upbeat/adapters/http/idempotency.hpp>
#include <upbeat/adapters/http/ip_address.hpp>
#include <upbeat/adapters/http/negotiation.hpp>

#include "fuzz.hpp"

// Everything we read out of single header values.
UPBEAT_FUZZ_TARGET(text)
{
    using namespace upbeat::http;

    accepts_gzip(text);
    // A tag matches itself, whatever stands beside it in the list.
    etag_matches(text, "\"a\"");
    UPBEAT_PROMISE(etag_matches("\"a\"", "\"a\""));

    if (auto const address = IpAddress::parse(text)) {
        UPBEAT_PROMISE(IpAddress::parse(address->to_text()) == address);
        UPBEAT_PROMISE(address->network(address->width()) == *address);
        UPBEAT_PROMISE(address->network(0) == address->network(8).network(0));
    }
    if (auto const networks = NetworkList::parse(text)) {
        networks->contains(*IpAddress::parse("10.1.2.3"));
    }
    if (auto const cors = Cors::parse(text)) {
        auto response = Response{};
        cors->mark(response, text);
    }

    auto const peer = *IpAddress::parse("10.0.0.1");
    auto const trusted = *NetworkList::parse("10.0.0.0/8,::1");
    auto request = Request{};
    request.peer = request.client = peer;
    for (auto const* const name :
         {"x-forwarded-for", "x-real-ip", "authorization", "x-api-key", "idempotency-key"}) {
        request.headers.clear();
        request.headers.add_lower(name, text);
        UPBEAT_PROMISE(client_address(peer, request.headers, trusted).known());
        // A stranger's word about his address counts for nothing.
        auto const stranger = *IpAddress::parse("192.0.2.1");
        UPBEAT_PROMISE(client_address(stranger, request.headers, trusted) == stranger);
        static_cast<void>(credential_of(request));
        static_cast<void>(ticket_of(request, Context{}));
    }
}
