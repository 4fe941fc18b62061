#include <upbeat/adapters/http/endpoint.hpp>

#include <upbeat/adapters/http/problem.hpp>
#include <upbeat/adapters/http/stream_slots.hpp>

namespace upbeat::http {
namespace {

EndpointBuilder<Nothing, Nothing> begin(Method method, std::string path)
{
    Endpoint endpoint;
    endpoint.method = method;
    endpoint.path = std::move(path);
    return EndpointBuilder<Nothing, Nothing>{std::move(endpoint)};
}

}  // namespace

unsigned status_at(Endpoint const& endpoint, Error const& error)
{
    auto const named = endpoint.status_of_code.find(error.code);
    return named != endpoint.status_of_code.end() ? named->second : status_of(error);
}

void declare_stream(Endpoint& endpoint, std::string about)
{
    endpoint.successes.push_back({200, std::move(about), "text/event-stream", {}});
    endpoint.successes.push_back(
        {101,
         "The same over WebSocket, for a request that asks to upgrade (RFC 6455): one text message "
         "an event. The client sends no messages.",
         {},
         {}}
    );
    auto const add = [&endpoint](Error const& error, std::string when) {
        endpoint.failures.push_back({error.kind, error.code, std::move(when)});
    };
    add(too_many_streams(0), "The network has as many streams open as it may.");
    add(no_stream_left(), "The server has as many streams open as it can.");
}

EndpointBuilder<Nothing, Nothing> get(std::string path)
{
    return begin(Method::get, std::move(path));
}
EndpointBuilder<Nothing, Nothing> post(std::string path)
{
    return begin(Method::post, std::move(path));
}
EndpointBuilder<Nothing, Nothing> put(std::string path)
{
    return begin(Method::put, std::move(path));
}
EndpointBuilder<Nothing, Nothing> patch(std::string path)
{
    return begin(Method::patch, std::move(path));
}
EndpointBuilder<Nothing, Nothing> del(std::string path)
{
    return begin(Method::del, std::move(path));
}

}  // namespace upbeat::http
