#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <upbeat/adapters/http/ip_address.hpp>
#include <upbeat/application/platform/idempotency_store.hpp>
#include <upbeat/domain/kernel/actor.hpp>
#include <upbeat/domain/kernel/timestamp.hpp>

namespace upbeat::http {

// Who asks, from where and when: what every handler is told besides its input. Valid during the
// handler's call; a batched handler copies what it needs later.
struct Context {
    Actor actor{};
    IpAddress client{};
    bool limits_exempt = false;  // the client's network is in RATE_LIMIT_EXEMPT
    std::string request_id{};
    Timestamp now{};  // when the request was taken up

    // Where a client of a stream left off, by the Last-Event-ID header; only for streams.
    std::string last_event_id{};

    // Present in batched handlers of requests with an Idempotency-Key: whoever commits the work
    // keeps Reply::kept(...) under it in the same transaction.
    std::optional<platform::IdempotencyTicket> idempotency{};
};

}  // namespace upbeat::http
