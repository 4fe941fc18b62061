#include <upbeat/adapters/http/parameter_set.hpp>
#include <upbeat/adapters/http/request.hpp>

#include "fuzz.hpp"
#include "request_target.hpp"

// Targets and query strings: percent-decoding, dot segments, UTF-8.
UPBEAT_FUZZ_TARGET(text)
{
    using namespace upbeat::http;

    auto request = Request{};
    auto const refusal = read_target(text, request);
    if (refusal) {
        UPBEAT_PROMISE(refusal->status >= 400 && refusal->status < 500);
        return;
    }
    UPBEAT_PROMISE(is_clean_text(request.path));

    auto problems = InputProblems{};
    auto parameters = ParameterSet{};
    parameters.parse(request.query, problems);
    auto const values = parameters.values();
    UPBEAT_PROMISE(values.members().size() <= ParameterSet::kMost);
    for (auto const& member : values.members()) {
        UPBEAT_PROMISE(is_clean_text(member.name));
        if (auto const value = member.value.as_string()) {
            UPBEAT_PROMISE(is_clean_text(*value));
        }
    }
    UPBEAT_PROMISE(problems.size() <= InputProblems::kMost);
}
