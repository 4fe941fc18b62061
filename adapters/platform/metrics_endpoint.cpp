#include <upbeat/adapters/platform/metrics_endpoint.hpp>

#include <utility>

namespace upbeat::platform {
namespace {

using http::Context;
using http::Response;

constexpr auto kContentType = "text/plain; version=0.0.4; charset=utf-8";

Error no_such_path()
{
    return {
        .kind = ErrorKind::not_found,
        .code = "not_found",
        .detail = "There is nothing at /metrics for you."
    };
}

}  // namespace

http::Endpoint metrics_endpoint(http::NetworkList allowed, std::function<std::string()> read)
{
    return http::get("/metrics")
        .tag("operations")
        .operation("metrics")
        .summary("What the service counts about itself, for Prometheus")
        .description("Only for the networks in METRICS_NETWORKS; 404 for all others.")
        .uncounted()
        .returns_response(200, kContentType)
        .fails_with({http::fails(ErrorKind::not_found, "not_found")})
        .worker(
            [allowed = std::move(allowed),
             read = std::move(read)](Context const& context) -> Result<Response> {
                if (!allowed.contains(context.client)) {
                    return fail(no_such_path());
                }
                auto response = Response{};
                response.content_type = kContentType;
                response.headers.add("Cache-Control", "no-store");
                response.body = read();
                return response;
            }
        );
}

}  // namespace upbeat::platform
