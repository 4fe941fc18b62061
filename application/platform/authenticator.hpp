#pragma once

#include <optional>
#include <string_view>

#include <upbeat/domain/kernel/actor.hpp>
#include <upbeat/domain/kernel/result.hpp>
#include <upbeat/domain/kernel/timestamp.hpp>

namespace upbeat::platform {

// Turns the credential of a request (the text after "Bearer ", or of X-API-Key) into who acts.
// Failures are `unauthenticated` (unknown, expired or revoked; never which of them for an unknown
// one). A suspended agent is a success with Actor::suspended set. Safe to call from any thread.
class Authenticator {
   public:
    virtual ~Authenticator() = default;

    // What is known without waiting: on the I/O thread. Nothing when it takes `load` to tell.
    virtual std::optional<Result<Actor>> recall(std::string_view credential, Timestamp now) = 0;

    // May ask the database; remembers the answer for `recall`. Throws Unavailable.
    virtual Result<Actor> load(std::string_view credential, Timestamp now) = 0;
};

}  // namespace upbeat::platform
