#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <upbeat/adapters/http/endpoint.hpp>
#include <upbeat/adapters/http/pipeline.hpp>
#include <upbeat/tests/support/fixed_clock.hpp>

namespace upbeat::testing {

// A small shop of routes, one of each kind, that the pipeline's tests talk to without a socket.
http::Endpoints sample_endpoints(struct SampleState& state);

// What the sample's handlers did and what its tests steer.
struct SampleState {
    int built = 0;
    int created = 0;
    bool break_down = false;     // handlers throw
    bool database_gone = false;  // handlers throw Unavailable
    http::SnapshotPtr chart{};
    std::function<void()> finish_last_ballot{};  // set by the batched handler
    std::function<void()> ballot_waits{};        // called after that
};

// Knows "key-of-ada" (agent, free), "key-of-pro", "key-of-root" (admin) and "key-of-eve"
// (suspended); "slow-key" is known only to load().
class SampleAuthenticator final : public platform::Authenticator {
   public:
    std::optional<Result<Actor>> recall(std::string_view credential, Timestamp now) override;
    Result<Actor> load(std::string_view credential, Timestamp now) override;

    int loads = 0;
};

class MemoryIdempotencyStore final : public platform::IdempotencyStore {
   public:
    std::optional<platform::KeptRequest> find(std::string const& owner, std::string const& key)
        override;
    Result<platform::KeptAnswer> perform(
        platform::IdempotencyTicket const& ticket, Timestamp now, Work const& work
    ) override;

    // Run once in the middle of the next perform(), as another node would.
    std::function<void()> meanwhile{};

   private:
    std::mutex mutex_;
    std::map<std::pair<std::string, std::string>, platform::KeptRequest> kept_;
};

// A pipeline over the sample endpoints with everything it needs, and a way to ask it.
class SampleServer {
   public:
    explicit SampleServer(http::PipelineOptions options = {}, std::size_t queue = 64);
    ~SampleServer();

    // Blocks until the answer is there; nothing answered is a failed test.
    http::Response ask(http::Request request);
    http::Response get(std::string target, http::Headers headers = {});
    http::Response post(std::string target, std::string body, http::Headers headers = {});

    // Asks without waiting; the answer comes through the future the caller makes of it.
    void ask_later(http::Request request, std::function<void(http::Response&&)> take);

    FixedClock clock;
    SampleState state;
    SampleAuthenticator authenticator;
    MemoryIdempotencyStore idempotency;
    std::unique_ptr<platform::ExactRateLimiter> limiter;
    http::WorkerPool workers;
    std::vector<std::string> failures;  // what on_failure was told
    http::Pipeline pipeline;
};

http::Request request_to(
    http::Method method, std::string target, std::string body = {}, http::Headers headers = {}
);

// The text of an answer's body, a snapshot's too.
std::string body_of(http::Response const& response);

// The value of a member of a JSON answer as text, by a pointer such as "/errors/0/code".
std::string at(http::Response const& response, std::string_view pointer);

}  // namespace upbeat::testing
