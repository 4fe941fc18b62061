#pragma once

#include <optional>
#include <string>

#include <upbeat/adapters/http/request.hpp>
#include <upbeat/adapters/http/server/refusal.hpp>

namespace upbeat::http {

// What a request to switch to WebSocket comes to; it matters only where the answer is a stream.
struct WebSocketHandshake {
    std::string accept{};              // the value of Sec-WebSocket-Accept
    std::optional<Refusal> refusal{};  // why it cannot be done
};

// Nothing for a request that does not ask for it.
std::optional<WebSocketHandshake> read_handshake(Request const& request, bool http_1_0);

}  // namespace upbeat::http
