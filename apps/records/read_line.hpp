#pragma once

#include <string_view>

#include <upbeat/adapters/http/json_document.hpp>
#include <upbeat/adapters/http/schema.hpp>
#include <upbeat/domain/kernel/result.hpp>

namespace upbeat::apps {

inline Error not_a_record(std::string detail, std::vector<FieldProblem> fields = {})
{
    return {
        .kind = ErrorKind::invalid_input,
        .code = "validation_failed",
        .detail = std::move(detail),
        .fields = std::move(fields)
    };
}

// The same reading that bodies of requests get.
template <class T>
Result<T> read_line(http::Schema<T> const& schema, std::string_view line)
{
    auto document = http::JsonDocument{};
    if (!document.parse(line)) {
        return fail(not_a_record(document.why()));
    }
    auto problems = http::InputProblems{};
    auto value = T{};
    schema.read(document.root(), http::Spot{}, problems, value);
    if (!problems.empty()) {
        return fail(not_a_record("the record does not fit", problems.take()));
    }
    return value;
}

}  // namespace upbeat::apps
