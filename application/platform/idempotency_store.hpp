#pragma once

#include <functional>
#include <optional>
#include <string>

#include <upbeat/domain/kernel/result.hpp>
#include <upbeat/domain/kernel/timestamp.hpp>

namespace upbeat::platform {

// One request that carries an Idempotency-Key. `fingerprint` stands for everything in the request
// that matters (method, path, body): a repeat has the same one.
struct IdempotencyTicket {
    std::string owner;        // who asks: keys of different owners never meet
    std::string key;          // as the client chose it, 1 to 255 visible ASCII characters
    std::string fingerprint;  // 32 hexadecimal digits

    bool operator==(IdempotencyTicket const&) const = default;
};

// The answer that is given again. Only successes are kept: a failure left nothing behind, so its
// repeat is a new attempt.
struct KeptAnswer {
    unsigned status = 200;
    std::string content_type{};
    std::string body{};
    std::string headers{};  // further lines, "name: value\n" each

    bool operator==(KeptAnswer const&) const = default;
};

struct KeptRequest {
    std::string fingerprint;
    KeptAnswer answer;
};

// Keeps the answers of requests with an Idempotency-Key, for at least a day. Blocks; workers only.
// Throws Unavailable.
class IdempotencyStore {
   public:
    using Work = std::function<Result<KeptAnswer>()>;

    virtual ~IdempotencyStore() = default;

    virtual std::optional<KeptRequest> find(std::string const& owner, std::string const& key) = 0;

    // Runs `work` in one unit of work on this thread (units inside join it) and keeps its answer in
    // the same one: both or neither. An error of `work` rolls back and is returned. `work` runs
    // again when the transaction has to be repeated. When another node kept the key meanwhile,
    // nothing of `work` stays and the result is the error `idempotency_key_taken` (conflict): the
    // caller looks up who was first.
    virtual Result<KeptAnswer> perform(
        IdempotencyTicket const& ticket, Timestamp now, Work const& work
    ) = 0;
};

inline Error idempotency_key_taken()
{
    return {
        .kind = ErrorKind::conflict,
        .code = "idempotency_key_taken",
        .detail = "A request with this Idempotency-Key was answered a moment ago."
    };
}

}  // namespace upbeat::platform
