#include <upbeat/adapters/http/pipeline.hpp>
#include <upbeat/adapters/http/problem.hpp>

namespace upbeat::http {
namespace {

// Requests with the same key get the same snapshot, so that one build serves all that wait for it.
std::string flight_key(Exchange const& exchange)
{
    std::string key = exchange.route->path;
    for (auto const part :
         {std::string_view{exchange.context.actor.id},
          std::string_view{exchange.request.path},
          std::string_view{exchange.request.query}}) {
        key.append("\n").append(part);
    }
    return key;
}

}  // namespace

void Pipeline::serve_snapshot(ExchangePtr const& exchange, bool on_worker)
{
    if (auto snapshot = exchange->call->fast(exchange->context)) {
        return exchange->answer(snapshot_response(std::move(snapshot)));
    }
    auto const key = flight_key(*exchange);
    if (!flights_.join(key, exchange)) {
        return;
    }
    auto const build = [this, exchange, key] { build_snapshot(exchange, key); };
    if (on_worker) {
        return build();
    }
    if (!ports_.workers.submit(build)) {
        for (auto const& waiting : flights_.land(key)) {
            waiting->answer(queue_full());
        }
    }
}

void Pipeline::build_snapshot(ExchangePtr const& exchange, std::string const& key)
{
    Result<SnapshotPtr> built = fail(internal_error());
    try {
        built = exchange->call->build(exchange->context);
    } catch (...) {
        built = fail(report_exception(*exchange));
    }
    for (auto const& waiting : flights_.land(key)) {
        built ? waiting->answer(snapshot_response(*built)) : waiting->answer(built.error());
    }
}

}  // namespace upbeat::http
