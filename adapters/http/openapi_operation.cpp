#include <upbeat/adapters/http/openapi_operation.hpp>

#include <algorithm>
#include <map>

#include <upbeat/adapters/http/problem.hpp>
#include <upbeat/adapters/http/response.hpp>

namespace upbeat::http {
namespace {

std::vector<std::string_view> parameters_in(std::string_view path)
{
    std::vector<std::string_view> names;
    for (auto open = path.find('{'); open != std::string_view::npos;
         open = path.find('{', open + 1)) {
        names.push_back(path.substr(open + 1, path.find('}', open) - open - 1));
    }
    return names;
}

JsonSchema without(JsonSchema schema, std::string_view keyword)
{
    std::erase_if(schema.keywords, [&](auto const& entry) { return entry.first == keyword; });
    return schema;
}

std::string_view keyword_of(JsonSchema const& schema, std::string_view keyword)
{
    auto const found = std::ranges::find(schema.keywords, keyword, [](auto const& entry) {
        return std::string_view{entry.first};
    });
    return found == schema.keywords.end() ? std::string_view{} : std::string_view{found->second};
}

// Failures that endpoints have without declaring them.
std::vector<Failure> implied_failures(Endpoint const& endpoint)
{
    std::vector<Failure> all;
    auto const add = [&all](Error const& error, std::string when) {
        all.push_back({error.kind, error.code, std::move(when)});
    };
    if (endpoint.takes_body) {
        if (!endpoint.raw_body) {
            add(malformed_json(""), "The body is not JSON.");
        }
        add(unsupported_media_type(""), "The body is of another type.");
    }
    if (endpoint.takes_body || endpoint.query_schema || endpoint.path_schema) {
        add(validation_failed({}), "The input does not fit; `errors` says where.");
    }
    if (endpoint.auth != Auth::none) {
        add(credential_refused(), "The credential is not valid.");
        add(agent_suspended(), "The agent is suspended.");
    }
    if (endpoint.auth != Auth::none && endpoint.auth != Auth::optional_agent) {
        add(credential_missing(), "A credential is needed.");
    }
    if (endpoint.auth == Auth::admin) {
        add(not_permitted(""), "The credential is not an administrator's.");
    } else if (endpoint.auth == Auth::agent || endpoint.auth == Auth::optional_agent) {
        add(not_permitted(""), "The credential is not an agent's.");
    } else if (endpoint.auth == Auth::user) {
        add(not_permitted(""), "The credential is not a person's.");
    }
    if (endpoint.idempotent) {
        all.push_back(
            {ErrorKind::conflict,
             "request_in_progress",
             "A request with this Idempotency-Key is being worked on."}
        );
        all.push_back(
            {ErrorKind::invalid_input,
             "idempotency_key_reused",
             "The Idempotency-Key was used for another request."}
        );
    }
    if (!endpoint.uncounted) {
        all.push_back(
            {ErrorKind::rate_limited, "rate_limited", "Too many requests; see Retry-After."}
        );
    }
    return all;
}

std::string in_words(std::vector<Failure> const& failures)
{
    std::string text;
    for (auto const& failure : failures) {
        text += text.empty() ? "`" : "\n\n`";
        text += failure.code + "`";
        text += failure.when.empty() ? "" : ": " + failure.when;
    }
    return text;
}

}  // namespace

std::map<unsigned, std::vector<Failure>> documented_failures(Endpoint const& endpoint)
{
    std::map<unsigned, std::vector<Failure>> problems;
    auto const add = [&](Failure const& failure) {
        Error const error{failure.kind, failure.code, {}};
        auto& listed = problems[status_at(endpoint, error)];
        if (std::ranges::find(listed, failure.code, &Failure::code) == listed.end()) {
            listed.push_back(failure);
        }
    };
    std::ranges::for_each(endpoint.failures, add);
    std::ranges::for_each(implied_failures(endpoint), add);
    return problems;
}

std::string operation_id_of(Endpoint const& endpoint, std::string_view path)
{
    if (!endpoint.operation_id.empty() && path == endpoint.path) {
        return endpoint.operation_id;
    }
    constexpr std::string_view kRoot = "/api/v1/";
    auto rest = path.starts_with(kRoot) ? path.substr(kRoot.size() - 1) : path;
    std::string id{to_text(endpoint.method)};
    std::ranges::transform(id, id.begin(), [](char c) { return static_cast<char>(c | 0x20); });
    for (auto const c : rest) {
        if (c == '{') {
            id += "by_";
        } else if (c == '/' || c == '-' || c == '.') {
            id += id.ends_with('_') ? "" : "_";
        } else if (c != '}') {
            id += c;
        }
    }
    return id;
}

JsonSchema problem_schema()
{
    auto entry = JsonSchema::of("object");
    for (auto const* const name : {"pointer", "code", "message"}) {
        entry.properties.emplace_back(name, JsonSchema::of("string"));
        entry.required.emplace_back(name);
    }
    auto schema = JsonSchema::of("object");
    schema.component = "Problem";
    schema.set_text("description", "An error as RFC 9457 has it.");
    for (auto const* const name : {"type", "title", "detail", "code", "request_id"}) {
        schema.properties.emplace_back(name, JsonSchema::of("string"));
        schema.required.emplace_back(name);
    }
    schema.properties.emplace_back("status", JsonSchema::of("integer"));
    schema.required.emplace_back("status");
    auto errors = JsonSchema::array_of(std::move(entry));
    errors.set_text("description", "What is wrong with the input, each with a JSON pointer.");
    schema.properties.emplace_back("errors", std::move(errors));
    return schema;
}

namespace {

// Whom the route serves: what `security` cannot say, since all of them use the same credentials.
std::string_view access_in_words(Auth auth)
{
    switch (auth) {
        case Auth::none: return "anyone";
        case Auth::optional_agent: return "anyone or agent";
        case Auth::agent: return "agent";
        case Auth::user: return "user";
        case Auth::any: return "agent, user or administrator";
        case Auth::admin: return "administrator";
    }
    return {};
}

}  // namespace

void OperationPrinter::print(Endpoint const& endpoint, std::string_view path, bool deprecated)
{
    to_.begin_object();
    to_.name("operationId").string(operation_id_of(endpoint, path));
    to_.name("summary").string(endpoint.summary);
    if (!endpoint.description.empty()) {
        to_.name("description").string(endpoint.description);
    }
    to_.name("tags").begin_array().string(endpoint.tag).end_array();
    if (deprecated) {
        to_.name("deprecated").boolean(true);
    }
    print_security(endpoint.auth);
    to_.name("x-access").string(access_in_words(endpoint.auth));
    if (endpoint.own_object) {
        to_.name("x-own-object").boolean(true);
    }
    print_parameters(endpoint, path);
    if (endpoint.takes_body) {
        print_body(endpoint);
    }
    print_responses(endpoint);
    to_.end_object();
}

void OperationPrinter::print_security(Auth auth)
{
    to_.name("security").begin_array();
    if (auth == Auth::optional_agent) {
        to_.begin_object().end_object();
    }
    if (auth != Auth::none) {
        for (auto const* const scheme : {"bearer", "api_key"}) {
            to_.begin_object().name(scheme).begin_array().end_array().end_object();
        }
    }
    to_.end_array();
}

void OperationPrinter::print_parameters(Endpoint const& endpoint, std::string_view path)
{
    auto const names = parameters_in(path);
    auto const streams = endpoint.kind == RouteKind::stream;
    if (names.empty() && !endpoint.query_schema && !endpoint.idempotent && !streams) {
        return;
    }
    to_.name("parameters").begin_array();
    for (auto const name : names) {
        auto const declared =
            endpoint.path_schema ? endpoint.path_schema->schema_of(name) : JsonSchema::of("string");
        print_parameter(name, "path", true, declared);
    }
    if (endpoint.query_schema) {
        auto const shape = endpoint.query_schema->describe();
        for (auto const& [name, schema] : shape.properties) {
            auto const required = std::ranges::find(shape.required, name) != shape.required.end();
            print_parameter(name, "query", required, schema);
        }
    }
    if (endpoint.idempotent) {
        auto key = JsonSchema::of("string");
        key.set("minLength", 1).set("maxLength", 255);
        key.annotate(
            "description",
            quoted("Any text of yours; a repeat with the same key gets the first answer.")
        );
        print_parameter("Idempotency-Key", "header", false, key);
    }
    if (streams) {
        auto id = JsonSchema::of("string");
        id.annotate(
            "description",
            quoted("The id of the last event that was read; what came after it is sent again.")
        );
        print_parameter("Last-Event-ID", "header", false, id);
    }
    to_.end_array();
}

void OperationPrinter::print_parameter(
    std::string_view name, std::string_view in, bool required, JsonSchema const& schema
)
{
    to_.begin_object();
    to_.name("name").string(name);
    to_.name("in").string(in);
    if (auto const about = keyword_of(schema, "description"); !about.empty()) {
        to_.name("description").raw(about);
    }
    if (required) {
        to_.name("required").boolean(true);
    }
    auto plain = without(schema, "description");
    plain.nullable = false;  // a parameter is there or it is not
    to_.name("schema");
    schemas_.print(to_, plain);
    to_.end_object();
}

void OperationPrinter::print_body(Endpoint const& endpoint)
{
    to_.name("requestBody").begin_object();
    if (!endpoint.body_optional) {
        to_.name("required").boolean(true);
    }
    to_.name("content").begin_object();
    to_.name(endpoint.body_content_type).begin_object();
    to_.name("schema");
    schemas_.print(to_, endpoint.raw_body ? JsonSchema::of("string") : endpoint.body_schema);
    if (!endpoint.body_example.empty()) {
        to_.name("example").raw(endpoint.body_example);
    }
    to_.end_object().end_object().end_object();
}

void OperationPrinter::print_responses(Endpoint const& endpoint)
{
    to_.name("responses").begin_object();
    for (auto const& success : endpoint.successes) {
        print_success(endpoint, success);
    }
    auto const problems = documented_failures(endpoint);
    for (auto const& [status, failures] : problems) {
        print_problem(status, in_words(failures));
    }
    if (problems.empty()) {
        to_.name("4XX").begin_object().name("$ref").string("#/components/responses/Problem");
        to_.end_object();
    }
    to_.name("5XX").begin_object().name("$ref").string("#/components/responses/Problem");
    to_.end_object().end_object();
}

void OperationPrinter::print_success(Endpoint const& endpoint, Success const& success)
{
    to_.name(std::to_string(success.status)).begin_object();
    to_.name("description");
    to_.string(success.description.empty() ? reason_phrase(success.status) : success.description);
    if (!success.headers.empty() || !endpoint.uncounted) {
        to_.name("headers").begin_object();
        for (auto const& header : success.headers) {
            to_.name(header.name).begin_object().name("description").string(header.description);
            to_.name("schema").begin_object().name("type").string("string").end_object().end_object(
            );
        }
        for (auto const* const name : {"RateLimit", "RateLimit-Policy"}) {
            if (!endpoint.uncounted) {
                to_.name(name).begin_object().name("$ref");
                to_.string(std::string{"#/components/headers/"} + name).end_object();
            }
        }
        to_.end_object();
    }
    if (!success.content_type.empty()) {
        to_.name("content").begin_object().name(success.content_type).begin_object().name("schema");
        schemas_.print(
            to_,
            success.content_type == "application/json" ? success.schema : JsonSchema::of("string")
        );
        to_.end_object().end_object();
    }
    to_.end_object();
}

void OperationPrinter::print_problem(unsigned status, std::string_view description)
{
    to_.name(std::to_string(status)).begin_object();
    to_.name("description").string(description);
    to_.name("content").begin_object().name("application/problem+json").begin_object();
    to_.name("schema");
    schemas_.print(to_, problem_schema());
    to_.end_object().end_object().end_object();
}

}  // namespace upbeat::http
