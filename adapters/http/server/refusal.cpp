#include <upbeat/adapters/http/server/refusal.hpp>

#include <string>

namespace upbeat::http {

Response problem_response(Refusal const& refusal, std::string_view request_id)
{
    // The texts are literals without anything to escape, and a request id has none either.
    std::string body{R"({"type":"about:blank","title":")"};
    body.append(reason_phrase(refusal.status))
        .append(R"(","status":)")
        .append(std::to_string(refusal.status))
        .append(R"(,"detail":")")
        .append(refusal.detail)
        .append(R"(","code":")")
        .append(refusal.code)
        .append(R"(","request_id":")")
        .append(request_id)
        .append(R"("})");

    Response response;
    response.status = refusal.status;
    response.content_type = "application/problem+json";
    response.body = std::move(body);
    response.headers.add("Cache-Control", "no-store");
    if (refusal.status == 503) {
        response.headers.add("Retry-After", "1");
    }
    if (refusal.status == 426) {
        response.headers.add("Upgrade", "websocket");
        response.headers.add("Sec-WebSocket-Version", "13");
    }
    if (refusal.status == 405) {
        response.headers.add("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
    }
    return response;
}

}  // namespace upbeat::http
