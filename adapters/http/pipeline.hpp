#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>

#include <upbeat/adapters/http/application.hpp>
#include <upbeat/adapters/http/cors.hpp>
#include <upbeat/adapters/http/exchange.hpp>
#include <upbeat/adapters/http/idempotency.hpp>
#include <upbeat/adapters/http/ip_address.hpp>
#include <upbeat/adapters/http/request_limits.hpp>
#include <upbeat/adapters/http/router.hpp>
#include <upbeat/adapters/http/single_flight.hpp>
#include <upbeat/adapters/http/stream_slots.hpp>
#include <upbeat/adapters/http/worker_pool.hpp>
#include <upbeat/application/platform/authenticator.hpp>
#include <upbeat/application/platform/exact_rate_limiter.hpp>
#include <upbeat/application/platform/idempotency_store.hpp>
#include <upbeat/domain/kernel/clock.hpp>
#include <upbeat/domain/kernel/result.hpp>

namespace upbeat::http {

struct PipelineOptions {
    RequestQuotas quotas{};
    NetworkList limits_exempt{};
    Cors cors{};
    StreamQuota streams{};
    // Asked before a request's credential and body are looked at; true answers 503 at once. From
    // I/O threads.
    std::function<bool(Endpoint const&)> overloaded{};
    // Why the keys of an agent are barred, if they are for what it did, which they do not know
    // themselves; its administrator's keys too. Asked on workers, for worker endpoints. Snapshots
    // and streams are public; a batched endpoint has to ask by itself, as the votes do.
    std::function<std::optional<Error>(Actor const&)> barred{};
};

// What the pipeline needs; everything outlives it. The pool is stopped before the pipeline is
// destroyed, since its tasks work on it.
struct PipelinePorts {
    Clock const& clock;
    platform::Authenticator& authenticator;
    platform::ExactRateLimiter& limiter;
    platform::IdempotencyStore& idempotency;
    WorkerPool& workers;
    // Told about an exception that became a 500 or 503: the request id, the route and what it said.
    std::function<void(std::string_view request_id, std::string_view route, std::string_view what)>
        on_failure{};
};

// What happens to a request between the server and its endpoint: routing, credential, limits,
// input, idempotency, the hop to where the endpoint runs, and one place that catches exceptions.
class Pipeline final : public Application {
   public:
    // Throws std::logic_error for endpoints that contradict each other.
    Pipeline(Endpoints endpoints, PipelineOptions options, PipelinePorts ports);

    HeadVerdict on_head(Method method, std::string_view target, Headers const& headers) override;
    void handle(Request&& request, Responder respond) override;

    Router const& router() const { return router_; }

   private:
    Context context_of(Request& request) const;
    bool answer_known(Request const& request, Context& context, Responder& respond) const;
    bool answer_from(
        Route const& route, Call& call, Request const& request, Context& context, Responder& respond
    ) const;
    bool answer_at_once(
        Match const& match, Request const& request, Context& context, Responder& respond
    ) const;
    void answer_unrouted(Exchange& exchange, std::string_view allow) const;

    // The steps, each ending in the next one or in an answer.
    void authenticate(ExchangePtr const& exchange);
    void load_actor(ExchangePtr const& exchange, std::string_view credential);
    void admit(ExchangePtr const& exchange, Result<Actor> actor, bool on_worker);
    void take_up(ExchangePtr const& exchange, bool on_worker);
    void take_in(ExchangePtr const& exchange, bool on_worker);
    void dispatch(ExchangePtr const& exchange, bool on_worker);
    void dispatch_once(ExchangePtr const& exchange, bool on_worker);
    // On a worker: false when the agent is barred and the request is answered.
    bool allowed(Exchange& exchange) const;
    void run_batched(ExchangePtr const& exchange);
    void finish_batched(ExchangePtr const& exchange, Answer answer);
    void serve_snapshot(ExchangePtr const& exchange, bool on_worker);
    void open_stream(ExchangePtr const& exchange, bool on_worker);
    void build_snapshot(ExchangePtr const& exchange, std::string const& key);

    // False when the general limit refused and the request is answered.
    bool count(Exchange& exchange) const;
    // Runs a step on a worker (or here, when this is one), answering 503 when the queue is full.
    bool hop(ExchangePtr const& exchange, bool on_worker, std::function<void()> step);
    // Runs a step and answers for what it throws.
    void guarded(ExchangePtr const& exchange, std::function<void()> const& step) const;
    // What to tell the client about the exception being handled; tells the log the rest.
    Error report_exception(Exchange const& exchange) const;

    std::uint64_t number_;  // no other pipeline of the process has it
    Router router_;
    PipelineOptions options_;
    PipelinePorts ports_;
    RequestLimits limits_;
    RunningKeys running_;
    OnceRunner once_;
    SingleFlight flights_;
    StreamSlots streams_{options_.streams};
};

}  // namespace upbeat::http
