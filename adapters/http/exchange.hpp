#pragma once

#include <memory>
#include <string>

#include <upbeat/adapters/http/call.hpp>
#include <upbeat/adapters/http/context.hpp>
#include <upbeat/adapters/http/cors.hpp>
#include <upbeat/adapters/http/idempotency.hpp>
#include <upbeat/adapters/http/request.hpp>
#include <upbeat/adapters/http/request_limits.hpp>
#include <upbeat/adapters/http/responder.hpp>
#include <upbeat/adapters/http/router.hpp>

namespace upbeat::http {

// What every answer gets on its way out: its route's name and marks, and what the limits say.
void finish(Response& response, Route const* route, LimitReport const& limits, Timestamp now);

// One request on its way to its answer. Owned by whichever step works on it; never used by two
// threads at once.
struct Exchange {
    Request request;
    Responder respond;
    Route const* route = nullptr;
    PathParameters parameters{};
    Context context{};
    LimitReport limits{};
    Cors const* cors = nullptr;
    std::string origin{};  // of the web page that asks, if one does
    bool counted = false;  // by a general limit
    std::unique_ptr<Call> call{};
    std::unique_ptr<RunningKeys::Hold> running{};

    Endpoint const& endpoint() const { return route->endpoint; }

    void answer(Response response);
    void answer(Error const& error);
    void answer(Answer answer);
};

using ExchangePtr = std::shared_ptr<Exchange>;

}  // namespace upbeat::http
