#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include <upbeat/adapters/http/input_problems.hpp>
#include <upbeat/adapters/http/json_value.hpp>

namespace upbeat::http {

// Whether the text is UTF-8 without U+0000: what every database keeps.
bool is_clean_text(std::string_view text);

// Percent-decoding of a query's name or value, '+' being a space. False when the text is wrong.
bool decode_parameter(std::string_view text, std::string& out);

// The parameters of a query string as an object of texts; one that is repeated is an array of them.
// The values point into this object.
class ParameterSet {
   public:
    static constexpr std::size_t kMost = 100;

    ParameterSet() = default;
    ParameterSet(ParameterSet const&) = delete;
    ParameterSet& operator=(ParameterSet const&) = delete;

    void parse(std::string_view query, InputProblems& problems);

    JsonValue values() const { return JsonValue::object(members_); }

   private:
    struct Parameter {
        std::string name;
        std::vector<JsonValue> values;
        std::deque<std::string> texts;
    };

    void add(std::string_view pair, InputProblems& problems);
    Parameter& called(std::string const& name);

    std::deque<Parameter> parameters_;
    std::vector<JsonMember> members_;
};

}  // namespace upbeat::http
