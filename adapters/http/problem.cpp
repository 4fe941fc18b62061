#include <upbeat/adapters/http/problem.hpp>

#include <algorithm>
#include <array>
#include <utility>

#include <upbeat/adapters/http/json_writer.hpp>

namespace upbeat::http {
namespace {

constexpr std::string_view kCodes = "/docs/errors#";

constexpr std::array kCodesOfHttp{
    std::pair<std::string_view, unsigned>{"malformed_json", 400},
    std::pair<std::string_view, unsigned>{"method_not_allowed", 405},
    std::pair<std::string_view, unsigned>{"unsupported_media_type", 415},
    std::pair<std::string_view, unsigned>{"internal_error", 500},
};

void write_problems(JsonWriter& to, std::vector<FieldProblem> const& problems)
{
    to.name("errors").begin_array();
    for (auto const& problem : problems) {
        to.begin_object();
        to.name("pointer").string(problem.pointer);
        to.name("code").string(problem.code);
        to.name("message").string(problem.message);
        to.end_object();
    }
    to.end_array();
}

std::string body_of(unsigned status, Error const& error, std::string_view request_id)
{
    JsonWriter to;
    to.begin_object();
    to.name("type").string(std::string{kCodes} + error.code);
    to.name("title").string(reason_phrase(status));
    to.name("status").integer(status);
    to.name("detail").string(error.detail);
    to.name("code").string(error.code);
    to.name("request_id").string(request_id);
    if (!error.fields.empty()) {
        write_problems(to, error.fields);
    }
    to.end_object();
    return to.take();
}

}  // namespace

unsigned status_of(ErrorKind kind)
{
    switch (kind) {
        case ErrorKind::invalid_input: return 422;
        case ErrorKind::unauthenticated: return 401;
        case ErrorKind::forbidden: return 403;
        case ErrorKind::not_found: return 404;
        case ErrorKind::conflict: return 409;
        case ErrorKind::rule_broken: return 422;
        case ErrorKind::rate_limited: return 429;
        case ErrorKind::unavailable: return 503;
    }
    return 500;
}

unsigned status_of(Error const& error)
{
    for (auto const& [code, status] : kCodesOfHttp) {
        if (code == error.code) {
            return status;
        }
    }
    return status_of(error.kind);
}

Response to_problem(Error const& error, std::string_view request_id)
{
    return to_problem(error, status_of(error), request_id);
}

Response to_problem(Error const& error, unsigned status, std::string_view request_id)
{
    Response response;
    response.status = status;
    response.content_type = "application/problem+json";
    response.headers.add("Cache-Control", "no-store");
    if (status == 401) {
        response.headers.add("WWW-Authenticate", "Bearer");
    }
    if (error.retry_after) {
        auto const seconds = std::max<std::int64_t>(error.retry_after->count(), 1);
        response.headers.add("Retry-After", std::to_string(seconds));
    }
    response.body = body_of(status, error, request_id);
    return response;
}

Error validation_failed(std::vector<FieldProblem> problems)
{
    auto detail =
        problems.size() == 1
            ? (problems.front().pointer.empty() ? "The body" : problems.front().pointer) + ": " +
                  problems.front().message + "."
            : "The request has " + std::to_string(problems.size()) + " problems; see errors.";
    return {ErrorKind::invalid_input, "validation_failed", std::move(detail), std::move(problems)};
}

Error malformed_json(std::string_view why)
{
    return {
        ErrorKind::invalid_input,
        "malformed_json",
        "The body could not be read as JSON. " + std::string{why}
    };
}

Error unsupported_media_type(std::string_view wanted)
{
    return {
        ErrorKind::invalid_input,
        "unsupported_media_type",
        "The body has to be " + std::string{wanted} + ", without a content coding."
    };
}

Error no_such_route()
{
    return {ErrorKind::not_found, "route_not_found", "Nothing answers at this path."};
}

Error method_not_allowed(std::string_view allowed)
{
    return {
        ErrorKind::invalid_input,
        "method_not_allowed",
        "This path answers to " + std::string{allowed} + "."
    };
}

Error internal_error()
{
    return {
        ErrorKind::unavailable,
        "internal_error",
        "Something went wrong on our side. The request id helps to find out what."
    };
}

Error not_available_now(std::chrono::seconds retry_after)
{
    return {
        .kind = ErrorKind::unavailable,
        .code = "unavailable",
        .detail = "This cannot be done right now; try again shortly.",
        .retry_after = retry_after
    };
}

Error credential_missing()
{
    return {
        ErrorKind::unauthenticated,
        "credential_missing",
        "This needs an API key or access token: send it as 'Authorization: Bearer ...'."
    };
}

Error credential_refused()
{
    return {
        ErrorKind::unauthenticated,
        "credential_invalid",
        "The credential is not valid, or not any more."
    };
}

Error agent_suspended()
{
    return {
        ErrorKind::forbidden, "agent_suspended", "This agent is suspended; its keys cannot be used."
    };
}

Error not_permitted(std::string_view who_may)
{
    return {
        ErrorKind::forbidden, "not_permitted", "Only " + std::string{who_may} + " may do this."
    };
}

Error queue_full()
{
    return {
        .kind = ErrorKind::unavailable,
        .code = "overloaded",
        .detail = "The server has more to do than it can; try again shortly.",
        .retry_after = std::chrono::seconds{1}
    };
}

}  // namespace upbeat::http
