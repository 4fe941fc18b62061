#include <upbeat/adapters/http/pipeline.hpp>

#include <atomic>

#include <upbeat/adapters/http/call_memo.hpp>
#include <upbeat/adapters/http/credential.hpp>
#include <upbeat/adapters/http/input_reader.hpp>
#include <upbeat/adapters/http/problem.hpp>

namespace upbeat::http {
namespace {

bool only_reads(Method method)
{
    return method == Method::get || method == Method::head;
}

std::uint64_t next_pipeline_number()
{
    static std::atomic<std::uint64_t> last{0};
    return ++last;
}

CallMemo& memo_of_this_thread()
{
    thread_local CallMemo memo;
    return memo;
}

// Whether the answer is the same for whoever asks, so that no credential need be looked at.
bool is_public_snapshot(Endpoint const& endpoint)
{
    return endpoint.kind == RouteKind::snapshot && endpoint.auth == Auth::none &&
           endpoint.limits.empty();
}

}  // namespace

Pipeline::Pipeline(Endpoints endpoints, PipelineOptions options, PipelinePorts ports)
    : number_{next_pipeline_number()},
      router_{std::move(endpoints)},
      options_{std::move(options)},
      ports_{std::move(ports)},
      limits_{options_.quotas, ports_.limiter},
      once_{ports_.idempotency}
{
}

HeadVerdict Pipeline::on_head(Method method, std::string_view target, Headers const&)
{
    HeadVerdict verdict;
    auto const match = router_.find(method, target.substr(0, target.find('?')));
    if (match.route != nullptr && match.route->endpoint.takes_body) {
        verdict.body_limit = match.route->endpoint.body_limit;
    }
    return verdict;
}

void Pipeline::handle(Request&& request, Responder respond)
{
    auto context = context_of(request);
    if (request.method == Method::get && answer_known(request, context, respond)) {
        return;
    }
    auto const match = router_.find(request.method, request.path);
    if (match.route != nullptr && answer_at_once(match, request, context, respond)) {
        return;
    }
    auto exchange = std::make_shared<Exchange>();
    exchange->request = std::move(request);
    exchange->respond = std::move(respond);
    exchange->route = match.route;
    exchange->parameters = match.parameters;
    exchange->context = std::move(context);
    exchange->cors = &options_.cors;
    exchange->origin = exchange->request.header("origin");
    guarded(exchange, [&] {
        match.route != nullptr ? authenticate(exchange) : answer_unrouted(*exchange, match.allow);
    });
}

Context Pipeline::context_of(Request& request) const
{
    Context context;
    context.client = request.client;
    context.limits_exempt = options_.limits_exempt.contains(request.client);
    context.request_id = std::move(request.request_id);
    context.now = ports_.clock.now();
    return context;
}

// A target that was asked for lately: neither routed nor read again.
bool Pipeline::answer_known(Request const& request, Context& context, Responder& respond) const
{
    auto const known = memo_of_this_thread().find(number_, request.target);
    try {
        return known.call != nullptr &&
               answer_from(*known.route, *known.call, request, context, respond);
    } catch (std::exception const&) {
        return false;  // it will be thrown again where it is reported
    }
}

// The short way of a public snapshot that is fresh: nothing is allocated for the exchange. Whatever
// is not plain goes the ordinary way and is judged there.
bool Pipeline::answer_at_once(
    Match const& match, Request const& request, Context& context, Responder& respond
) const
{
    if (!is_public_snapshot(match.route->endpoint)) {
        return false;
    }
    try {
        if (match.route->constant) {
            return answer_from(*match.route, *match.route->constant, request, context, respond);
        }
        auto call = read_input(*match.route, match.parameters, request);
        if (!call || !answer_from(*match.route, **call, request, context, respond)) {
            return false;
        }
        if (request.method == Method::get) {
            memo_of_this_thread().offer(number_, request.target, *match.route, *call);
        }
        return true;
    } catch (std::exception const&) {
        return false;  // it will be thrown again where it is reported
    }
}

bool Pipeline::answer_from(
    Route const& route, Call& call, Request const& request, Context& context, Responder& respond
) const
{
    auto snapshot = call.fast(context);
    if (!snapshot) {
        return false;
    }
    LimitReport limits;
    if (!route.endpoint.uncounted) {
        limits_.count_network(context, limits);
    }
    auto response = limits.refused() ? to_problem(limits.error(), context.request_id)
                                     : snapshot_response(std::move(snapshot));
    finish(response, &route, limits, context.now);
    options_.cors.mark(response, request.header("origin"));
    respond(std::move(response));
    return true;
}

void Pipeline::answer_unrouted(Exchange& exchange, std::string_view allow) const
{
    if (!count(exchange)) {
        return;
    }
    if (allow.empty()) {
        return exchange.answer(no_such_route());
    }
    if (Cors::is_preflight(exchange.request)) {
        return exchange.respond(options_.cors.preflight(exchange.request, allow));
    }
    Response response;
    response.status = 204;
    if (exchange.request.method != Method::options) {
        response = to_problem(method_not_allowed(allow), exchange.context.request_id);
    }
    response.headers.add("Allow", allow);
    exchange.answer(std::move(response));
}

void Pipeline::authenticate(ExchangePtr const& exchange)
{
    auto const& endpoint = exchange->endpoint();
    if (options_.overloaded && options_.overloaded(endpoint)) {
        return exchange->answer(queue_full());
    }
    if (endpoint.input_before_auth) {
        auto call = read_input(*exchange->route, exchange->parameters, exchange->request);
        if (!call) {
            if (count(*exchange)) {
                exchange->answer(call.error());
            }
            return;
        }
        exchange->call = std::move(*call);
    }
    if (endpoint.auth == Auth::none) {
        return admit(exchange, Actor{}, false);
    }
    auto const credential = credential_of(exchange->request);
    if (!credential) {
        return admit(exchange, fail(credential.error()), false);
    }
    if (!*credential) {
        return admit(exchange, Actor{}, false);
    }
    if (auto actor = ports_.authenticator.recall(**credential, exchange->context.now)) {
        return admit(exchange, std::move(*actor), false);
    }
    load_actor(exchange, **credential);
}

void Pipeline::load_actor(ExchangePtr const& exchange, std::string_view credential)
{
    // Asking the database for whatever somebody sends is what the network's limit is for. But it is
    // charged only once the key has turned out to be none: the requests of an agent are its own.
    limits_.look_at_network(exchange->context, exchange->limits);
    if (exchange->limits.refused()) {
        return exchange->answer(exchange->limits.error());
    }
    hop(exchange, false, [this, exchange, credential] {
        auto actor = ports_.authenticator.load(credential, exchange->context.now);
        admit(exchange, std::move(actor), true);
    });
}

void Pipeline::admit(ExchangePtr const& exchange, Result<Actor> actor, bool on_worker)
{
    auto const auth = exchange->endpoint().auth;
    if (!actor && auth == Auth::optional_agent && only_reads(exchange->request.method)) {
        actor = Actor{};
    }
    if (actor && actor->suspended) {
        actor = fail(agent_suspended());
    }
    if (actor) {
        exchange->context.actor = std::move(*actor);
    }
    if (!count(*exchange)) {
        return;
    }
    if (!actor) {
        return exchange->answer(actor.error());
    }
    if (auto const permitted = permits(auth, exchange->context.actor); !permitted) {
        return exchange->answer(permitted.error());
    }
    take_up(exchange, on_worker);
}

bool Pipeline::count(Exchange& exchange) const
{
    bool const free = exchange.route != nullptr && exchange.endpoint().uncounted;
    if (!exchange.counted && !free) {
        exchange.counted = true;
        exchange.context.actor.is_anonymous()
            ? limits_.count_network(exchange.context, exchange.limits)
            : limits_.count_caller(exchange.context, exchange.limits);
    }
    if (!exchange.limits.refused()) {
        return true;
    }
    exchange.answer(exchange.limits.error());
    return false;
}

void Pipeline::take_up(ExchangePtr const& exchange, bool on_worker)
{
    if (!exchange->call) {
        auto call = read_input(*exchange->route, exchange->parameters, exchange->request);
        if (!call) {
            return exchange->answer(call.error());
        }
        exchange->call = std::move(*call);
    }
    // What a worker route adds to the general limits is little (registrations an hour), so it is
    // worth asking for what all nodes counted together.
    auto const& endpoint = exchange->endpoint();
    if (endpoint.kind == RouteKind::worker && !endpoint.limits.empty()) {
        hop(exchange, on_worker, [this, exchange] { take_in(exchange, true); });
        return;
    }
    take_in(exchange, on_worker);
}

void Pipeline::take_in(ExchangePtr const& exchange, bool on_worker)
{
    using Where = RequestLimits::Where;
    auto const where = on_worker ? Where::worker : Where::io_thread;
    limits_.count_endpoint(exchange->endpoint(), exchange->context, where, exchange->limits);
    if (exchange->limits.refused()) {
        return exchange->answer(exchange->limits.error());
    }
    if (exchange->endpoint().idempotent) {
        auto ticket = ticket_of(exchange->request, exchange->context);
        if (!ticket) {
            return exchange->answer(ticket.error());
        }
        exchange->context.idempotency = std::move(*ticket);
    }
    if (exchange->context.idempotency) {
        return dispatch_once(exchange, on_worker);
    }
    dispatch(exchange, on_worker);
}

void Pipeline::dispatch(ExchangePtr const& exchange, bool on_worker)
{
    switch (exchange->endpoint().kind) {
        case RouteKind::worker:
            hop(exchange, on_worker, [this, exchange] {
                if (allowed(*exchange)) {
                    exchange->answer(exchange->call->run(exchange->context));
                }
            });
            return;
        case RouteKind::batched: return run_batched(exchange);
        case RouteKind::snapshot: return serve_snapshot(exchange, on_worker);
        case RouteKind::stream: return open_stream(exchange, on_worker);
    }
}

bool Pipeline::allowed(Exchange& exchange) const
{
    auto const& actor = exchange.context.actor;
    if (actor.is_anonymous() || exchange.endpoint().open_to_barred || !options_.barred) {
        return true;
    }
    auto const refusal = options_.barred(actor);
    if (refusal) {
        exchange.answer(*refusal);
    }
    return !refusal;
}

void Pipeline::dispatch_once(ExchangePtr const& exchange, bool on_worker)
{
    exchange->running = running_.acquire(*exchange->context.idempotency);
    if (!exchange->running) {
        return exchange->answer(twin_running());
    }
    if (exchange->endpoint().kind == RouteKind::worker) {
        hop(exchange, on_worker, [this, exchange] {
            if (!allowed(*exchange)) {
                return;
            }
            auto const& context = exchange->context;
            exchange->answer(once_.run(*context.idempotency, context.now, [&] {
                return exchange->call->run(context);
            }));
        });
        return;
    }
    hop(exchange, on_worker, [this, exchange] {
        auto earlier = once_.replay(*exchange->context.idempotency);
        if (!earlier) {
            return exchange->answer(earlier.error());
        }
        *earlier ? exchange->answer(std::move(**earlier)) : dispatch(exchange, true);
    });
}

}  // namespace upbeat::http
