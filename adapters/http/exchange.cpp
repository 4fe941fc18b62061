#include <upbeat/adapters/http/exchange.hpp>

#include <upbeat/adapters/http/problem.hpp>

namespace upbeat::http {

void finish(Response& response, Route const* route, LimitReport const& limits, Timestamp now)
{
    if (route != nullptr) {
        response.route = route->path;
        if (route->deprecated) {
            response.headers.add("Deprecation", "true");
        }
    }
    limits.mark(response, now);
}

void Exchange::answer(Response response)
{
    // A twin that is sent after this answer must find the key free.
    running.reset();
    finish(response, route, limits, context.now);
    cors->mark(response, origin);
    respond(std::move(response));
}

void Exchange::answer(Error const& error)
{
    auto const status = route != nullptr ? status_at(endpoint(), error) : status_of(error);
    answer(to_problem(error, status, context.request_id));
}

void Exchange::answer(Answer given)
{
    if (given) {
        return answer(std::move(*given));
    }
    answer(given.error());
}

}  // namespace upbeat::http
