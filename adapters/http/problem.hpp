#pragma once

#include <string>
#include <string_view>

#include <upbeat/adapters/http/response.hpp>
#include <upbeat/domain/kernel/result.hpp>

namespace upbeat::http {

// The one place that knows which status stands for which kind of error.
unsigned status_of(ErrorKind kind);

// An Error as application/problem+json (RFC 9457): type, title, status, detail, code, request_id,
// errors[] of {pointer, code, message}; with WWW-Authenticate on 401 and Retry-After where the
// error says when. `status` is that of the kind unless an endpoint overrides it for this code.
Response to_problem(Error const& error, std::string_view request_id);
Response to_problem(Error const& error, unsigned status, std::string_view request_id);

// Failures of HTTP itself, which have no ErrorKind: 400, 404, 405, 406, 413, 415, 500, ...
Response http_problem(unsigned status, std::string_view code, std::string_view detail,
                      std::string_view request_id);

// Errors that the edge itself finds.
Error validation_failed(std::vector<FieldProblem> problems);
Error malformed_json(std::string_view why);
Error credential_missing();
Error credential_refused();
Error agent_suspended();
Error not_permitted(std::string_view who_may);
Error queue_full();

}  // namespace upbeat::http
