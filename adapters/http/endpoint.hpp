#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <upbeat/adapters/http/call.hpp>
#include <upbeat/adapters/http/failure.hpp>
#include <upbeat/adapters/http/json_schema.hpp>
#include <upbeat/adapters/http/object_schema.hpp>
#include <upbeat/adapters/http/request.hpp>
#include <upbeat/application/platform/rate_limiter.hpp>

namespace upbeat::http {

// Which credential an endpoint asks for: `user` a person's session, `admin` an administrator's key
// or session, `any` either. `optional_agent` uses one that is sent; one that is not valid is 401 on
// unsafe methods and passed over on GET. `none` looks at none. Another kind, or suspended, is 403.
enum class Auth : unsigned char { none, optional_agent, agent, user, any, admin };

// Where an endpoint runs; see docs/architecture.md.
enum class RouteKind : unsigned char { worker, batched, snapshot, stream };

// Who a limit counts: the caller (its agent or user, else its network) or always the network.
enum class CountedBy : unsigned char { caller, network };

struct EndpointLimit {
    platform::LimitRule rule;
    CountedBy by = CountedBy::caller;
};

inline EndpointLimit per_network(
    std::string name, std::int64_t requests, std::chrono::seconds window
)
{
    return {{std::move(name), {requests, window}}, CountedBy::network};
}
inline EndpointLimit per_caller(
    std::string name, std::int64_t requests, std::chrono::seconds window
)
{
    return {{std::move(name), {requests, window}}, CountedBy::caller};
}

struct ResponseHeaderDoc {
    std::string name;
    std::string description;
};

struct Success {
    unsigned status = 200;
    std::string description{};
    std::string content_type{};  // empty: no body
    JsonSchema schema{};         // of JSON content
    std::vector<ResponseHeaderDoc> headers{};
};

// Another path of the same endpoint.
struct AliasPath {
    std::string path;
    bool deprecated = false;
};

// Everything one endpoint declares, with the types of its handler erased. Made by the builder that
// get, post, put, patch and del begin; read by router, pipeline and OpenAPI.
struct Endpoint {
    Method method = Method::get;
    std::string path;  // "/api/v1/tracks/{id}"
    std::vector<AliasPath> aliases{};

    std::string operation_id{};  // empty: made from method and path
    std::string tag{};
    std::string summary{};
    std::string description{};
    bool deprecated = false;
    bool hidden = false;  // served, but not in the OpenAPI document

    Auth auth = Auth::none;
    bool own_object = false;         // 404 for those who do not own what the path names
    bool open_to_barred = false;     // PipelineOptions::barred is not asked
    bool input_before_auth = false;  // 422 goes before 401
    RouteKind kind = RouteKind::worker;
    bool idempotent = false;  // honours Idempotency-Key
    bool uncounted = false;   // general request limits pass it over
    std::vector<EndpointLimit> limits{};

    bool takes_body = false;
    bool body_optional = false;
    std::size_t body_limit = 64 * 1024;  // bytes
    std::string body_content_type = "application/json";
    std::shared_ptr<ObjectSchema const> path_schema{};
    std::shared_ptr<ObjectSchema const> query_schema{};
    JsonSchema body_schema{};
    std::string body_example{};  // JSON text

    std::vector<Success> successes{};
    std::vector<Failure> failures{};
    std::map<std::string, unsigned, std::less<>> status_of_code{};

    // Reads the input; what is wrong goes to the problems and the result is not to be run then.
    std::function<std::unique_ptr<Call>(RawInput const&, InputProblems&)> prepare{};

    // The body is handed over as bytes in this member instead of being parsed as JSON.
    bool raw_body = false;
};

using Endpoints = std::vector<Endpoint>;

// The status an error has at this endpoint.
unsigned status_at(Endpoint const& endpoint, Error const& error);

}  // namespace upbeat::http

#include <upbeat/adapters/http/endpoint_builder.hpp>
