#include <upbeat/adapters/http/cors.hpp>

#include <algorithm>

namespace upbeat::http {
namespace {

constexpr std::string_view kExposed =
    "ETag, Idempotent-Replayed, Link, Location, RateLimit, RateLimit-Policy, Retry-After, "
    "X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, X-Request-Id";
constexpr std::string_view kRequestHeaders =
    "Authorization, Content-Type, Idempotency-Key, If-None-Match, X-API-Key, X-Request-Id";

bool is_origin(std::string_view text)
{
    auto const scheme = text.find("://");
    return scheme != std::string_view::npos && scheme > 0 && text.size() > scheme + 3 &&
           text.find_first_of("/ \r\n\t", scheme + 3) == std::string_view::npos;
}

Error not_an_origin(std::string_view text)
{
    return {
        ErrorKind::invalid_input,
        "invalid_origin",
        "'" + std::string{text} + "' is not an origin; write https://host or https://host:port"
    };
}

}  // namespace

Result<Cors> Cors::parse(std::string_view origins)
{
    Cors cors;
    while (!origins.empty()) {
        auto const end = std::min(origins.find_first_of(", \t"), origins.size());
        auto const entry = origins.substr(0, end);
        origins.remove_prefix(std::min(end + 1, origins.size()));
        if (entry.empty()) {
            continue;
        }
        if (entry == "*") {
            cors.any_ = true;
        } else if (is_origin(entry)) {
            cors.origins_.emplace_back(entry);
        } else {
            return fail(not_an_origin(entry));
        }
    }
    return cors;
}

bool Cors::allows(std::string_view origin) const
{
    return std::ranges::find(origins_, origin) != origins_.end();
}

bool Cors::is_preflight(Request const& request)
{
    return request.method == Method::options &&
           !request.header("access-control-request-method").empty() &&
           !request.header("origin").empty();
}

Response Cors::preflight(Request const& request, std::string_view allowed_methods) const
{
    Response response;
    response.status = 204;
    response.headers.add("Allow", allowed_methods);
    auto const origin = request.header("origin");
    if (any_ || allows(origin)) {
        response.headers.add("Access-Control-Allow-Methods", allowed_methods);
        response.headers.add("Access-Control-Allow-Headers", kRequestHeaders);
        response.headers.add("Access-Control-Max-Age", "600");
    }
    mark(response, origin);
    return response;
}

void Cors::mark(Response& response, std::string_view origin) const
{
    if (!enabled()) {
        return;
    }
    if (!origins_.empty()) {
        // A cache must not give one origin's answer to another, nor one without to either.
        response.headers.add("Vary", "Origin");
    }
    if (origin.empty()) {
        return;
    }
    if (allows(origin)) {
        response.headers.add("Access-Control-Allow-Origin", origin);
        response.headers.add("Access-Control-Allow-Credentials", "true");
        response.headers.add("Access-Control-Expose-Headers", kExposed);
    } else if (any_) {
        response.headers.add("Access-Control-Allow-Origin", "*");
        response.headers.add("Access-Control-Expose-Headers", kExposed);
    }
}

}  // namespace upbeat::http
