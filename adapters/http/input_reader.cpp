#include <upbeat/adapters/http/input_reader.hpp>

#include <algorithm>
#include <array>

#include <upbeat/adapters/http/json_document.hpp>
#include <upbeat/adapters/http/parameter_set.hpp>
#include <upbeat/adapters/http/problem.hpp>

namespace upbeat::http {
namespace {

bool is_safe(Method method)
{
    return method == Method::get || method == Method::head || method == Method::options;
}

std::string_view trimmed(std::string_view text)
{
    auto const first = text.find_first_not_of(" \t");
    return first == std::string_view::npos
               ? std::string_view{}
               : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool is_json_type(std::string_view type)
{
    constexpr std::string_view kSuffix = "+json";
    return same_token(type, "application/json") ||
           (type.size() > kSuffix.size() &&
            same_token(type.substr(type.size() - kSuffix.size()), kSuffix));
}

// No content type is taken for the wanted one: many clients forget it.
bool has_right_type(Request const& request, Endpoint const& endpoint)
{
    auto const coding = request.header("content-encoding");
    if (!coding.empty() && !same_token(coding, "identity")) {
        return false;
    }
    auto const value = request.header("content-type");
    auto const type = trimmed(value.substr(0, value.find(';')));
    return type.empty() || same_token(type, endpoint.body_content_type) ||
           (!endpoint.raw_body && is_json_type(type));
}

Error body_missing()
{
    auto error = validation_failed({{"", "required", "a body is required"}});
    error.detail = "A body is required.";
    return error;
}

// Names of query parameters that nobody declared are a mistake where the request changes something;
// a GET may carry what caches and trackers add.
void refuse_unknown(Endpoint const& endpoint, JsonValue const& query, InputProblems& problems)
{
    Spot const spot{Spot::In::query};
    for (auto const& member : query.members()) {
        if (!endpoint.query_schema || !endpoint.query_schema->knows(member.name)) {
            problems.add(
                spot.at(member.name), "unknown_parameter", "is not a parameter of this route"
            );
        }
    }
}

// Everything a request's values point into while they are read.
struct Reading {
    std::array<JsonMember, PathParameters::kMost> path{};
    ParameterSet query{};
    JsonDocument body{};
    RawInput raw{};
    InputProblems problems{};
};

void read_parameters(
    Route const& route, PathParameters const& parameters, Request const& request, Reading& reading
)
{
    for (std::size_t i = 0; i < parameters.count; ++i) {
        auto const text = parameters.of(request.path, i);
        reading.path[i] = {route.parameters[i], JsonValue::parameter(text)};
        if (!is_clean_text(text)) {
            Spot const spot{Spot::In::path};
            reading.problems.add(spot.at(route.parameters[i]), "malformed", "is not UTF-8 text");
        }
    }
    reading.raw.path = JsonValue::object({reading.path.data(), parameters.count});
    auto const& endpoint = route.endpoint;
    if (endpoint.query_schema || !is_safe(request.method)) {
        reading.query.parse(request.query, reading.problems);
        reading.raw.query = reading.query.values();
    }
    if (!is_safe(request.method)) {
        refuse_unknown(endpoint, reading.raw.query, reading.problems);
    }
}

Result<void> read_body(Endpoint const& endpoint, Request const& request, Reading& reading)
{
    if (!endpoint.takes_body) {
        return {};
    }
    if (request.body.empty()) {
        return endpoint.body_optional ? Result<void>{} : Result<void>{fail(body_missing())};
    }
    if (!has_right_type(request, endpoint)) {
        return fail(unsupported_media_type(endpoint.body_content_type));
    }
    reading.raw.body_sent = true;
    if (endpoint.raw_body) {
        reading.raw.body = JsonValue::string(request.body);
        return {};
    }
    if (!reading.body.parse(request.body)) {
        return fail(malformed_json(reading.body.why()));
    }
    reading.raw.body = reading.body.root();
    return {};
}

}  // namespace

Result<std::unique_ptr<Call>> read_input(
    Route const& route, PathParameters const& parameters, Request const& request
)
{
    Reading reading;
    UPBEAT_CHECK(read_body(route.endpoint, request, reading));
    read_parameters(route, parameters, request, reading);
    auto call = route.endpoint.prepare(reading.raw, reading.problems);
    if (!reading.problems.empty()) {
        return fail(validation_failed(reading.problems.take()));
    }
    return call;
}

}  // namespace upbeat::http
