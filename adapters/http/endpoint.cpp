#include <upbeat/adapters/http/endpoint.hpp>

#include <upbeat/adapters/http/problem.hpp>

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
