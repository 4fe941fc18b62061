#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include <upbeat/adapters/http/headers.hpp>
#include <upbeat/adapters/http/snapshot.hpp>
#include <upbeat/adapters/http/stream.hpp>

namespace upbeat::http {

// What an application answers. The server adds Content-Length, X-Request-Id, Date, the security
// headers that are not set here, and Content-Encoding where it compresses.
struct Response {
    unsigned status = 200;
    Headers headers{};
    std::string content_type{};  // empty: no Content-Type line

    // A snapshot brings its own status (200, or 304 when the client has it already), type and
    // headers; `headers` above is added to them.
    // A stream is sent as long as both sides last, as text/event-stream or, when the client asked
    // to upgrade, over WebSocket; null only for HEAD.
    std::variant<std::string, std::shared_ptr<Snapshot const>, StreamPtr> body{};

    // The template the router matched ("/api/v1/tracks/{id}"), for logs and metrics. Must outlive
    // the server; empty where nothing matched.
    std::string_view route{};
};

Response json_response(unsigned status, std::string body);
Response snapshot_response(std::shared_ptr<Snapshot const> snapshot);
Response stream_response(StreamPtr stream);

// The standard phrase of a status code: "Not Found".
std::string_view reason_phrase(unsigned status);

}  // namespace upbeat::http
