#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <upbeat/adapters/http/request.hpp>
#include <upbeat/adapters/http/server/outgoing.hpp>
#include <upbeat/adapters/http/server/request_parser.hpp>
#include <upbeat/adapters/http/server/web_socket_handshake.hpp>

namespace upbeat::http {

// One request and its answer. A connection has one only while it is busy; idle ones cost no
// buffers, and used ones are kept for the next request of the thread.
struct WireExchange {
    WireExchange(GuardLimits limits, KnownHeads& known) : parser{limits, &known} {}

    RequestParser parser;
    Request request;
    Outgoing outgoing;

    // What the answer needs, since the application may have moved the request away.
    bool keep_alive = true;
    bool http_1_0 = false;
    bool accepts_gzip = false;
    std::optional<WebSocketHandshake> handshake{};
    std::optional<Method> method{};  // none: never understood
    std::string if_none_match{};
    std::string request_id{};
    std::string target{};
    IpAddress client{};
    std::string_view route{};
    std::chrono::steady_clock::time_point received{};
    // Until when the client may take its answer, which it did not take at once.
    std::optional<std::chrono::steady_clock::time_point> answer_until{};

    // An answer given while Application::handle still runs.
    std::optional<Response> early_answer{};

    // Ready for another request, large buffers given back.
    void reset();
};

}  // namespace upbeat::http
