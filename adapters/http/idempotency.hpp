#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_set>

#include <upbeat/adapters/http/context.hpp>
#include <upbeat/adapters/http/request.hpp>
#include <upbeat/adapters/http/response.hpp>
#include <upbeat/application/platform/idempotency_store.hpp>
#include <upbeat/domain/kernel/result.hpp>

namespace upbeat::http {

// The ticket of a request that carries an Idempotency-Key; nothing when it carries none. The
// fingerprint covers method, path, query and body.
Result<std::optional<platform::IdempotencyTicket>> ticket_of(
    Request const& request, Context const& context
);

// Which keys are being worked on by this node. Safe to use from any thread.
class RunningKeys {
   public:
    // Held while a request runs; lets the key go when destroyed.
    class Hold {
       public:
        Hold(RunningKeys& keys, std::string key) : keys_{keys}, key_{std::move(key)} {}
        ~Hold() { keys_.release(key_); }
        Hold(Hold const&) = delete;
        Hold& operator=(Hold const&) = delete;

       private:
        RunningKeys& keys_;
        std::string key_;
    };

    // Null when a twin is running.
    std::unique_ptr<Hold> acquire(platform::IdempotencyTicket const& ticket);

   private:
    void release(std::string const& key);

    std::mutex mutex_;
    std::unordered_set<std::string> keys_;
};

// Runs a request at most once per key. Blocks: for workers.
class OnceRunner {
   public:
    explicit OnceRunner(platform::IdempotencyStore& store) : store_{store} {}

    // The first answer, if this request was answered before; the error `idempotency_key_reused` if
    // the key stands for another request.
    Result<std::optional<Response>> replay(platform::IdempotencyTicket const& ticket) const;

    // What to answer to a request that failed, if a twin of it was first somewhere else: the twin's
    // answer, or that the key is its. Else the failure itself.
    Result<Response> after_failure(platform::IdempotencyTicket const& ticket, Error const& failure)
        const;

    // `work` runs in one unit of work together with keeping its answer.
    Result<Response> run(
        platform::IdempotencyTicket const& ticket,
        Timestamp now,
        std::function<Result<Response>()> const& work
    ) const;

   private:
    platform::IdempotencyStore& store_;
};

Error twin_running();

}  // namespace upbeat::http
