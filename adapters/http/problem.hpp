#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include <upbeat/adapters/http/response.hpp>
#include <upbeat/domain/kernel/result.hpp>

namespace upbeat::http {

// The one place that knows which status stands for which kind of error, and for the few codes of
// HTTP itself that no kind fits (malformed_json is 400, unsupported_media_type 415, ...).
unsigned status_of(ErrorKind kind);
unsigned status_of(Error const& error);

// An Error as application/problem+json (RFC 9457): type, title, status, detail, code, request_id,
// errors[] of {pointer, code, message}; with WWW-Authenticate on 401 and Retry-After where the
// error says when. `status` is that of the kind unless an endpoint overrides it for this code.
Response to_problem(Error const& error, std::string_view request_id);
Response to_problem(Error const& error, unsigned status, std::string_view request_id);

// Errors that the edge itself finds.
Error validation_failed(std::vector<FieldProblem> problems);
Error malformed_json(std::string_view why);
Error unsupported_media_type(std::string_view wanted);
Error no_such_route();
Error method_not_allowed(std::string_view allowed);
Error internal_error();
Error not_available_now(std::chrono::seconds retry_after);
Error credential_missing();
Error credential_refused();
Error agent_suspended();
Error not_permitted(std::string_view who_may);
Error queue_full();

}  // namespace upbeat::http
