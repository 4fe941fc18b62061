#include <upbeat/adapters/http/wire.hpp>

#include <upbeat/adapters/http/rfc3339.hpp>

namespace upbeat::http {
namespace {

void write_value(JsonWriter& to, JsonValue const& value)
{
    switch (value.kind()) {
        case JsonValue::Kind::null: to.null(); return;
        case JsonValue::Kind::boolean: to.boolean(value.as_boolean().value_or(false)); return;
        case JsonValue::Kind::integer:
        case JsonValue::Kind::number: to.raw(value.text()); return;
        case JsonValue::Kind::string:
        case JsonValue::Kind::parameter: to.string(value.text()); return;
        case JsonValue::Kind::array:
            to.begin_array();
            for (auto const& item : value.items()) {
                write_value(to, item);
            }
            to.end_array();
            return;
        case JsonValue::Kind::object:
            to.begin_object();
            for (auto const& member : value.members()) {
                to.name(member.name);
                write_value(to, member.value);
            }
            to.end_object();
            return;
    }
}

}  // namespace

void report_wrong_type(
    JsonValue const& value, Spot const& spot, InputProblems& problems, std::string_view wanted
)
{
    auto message = "must be " + std::string{wanted};
    if (value.kind() != JsonValue::Kind::parameter) {
        message.append(", not ").append(value.kind_in_words());
    }
    problems.add(spot, "wrong_type", std::move(message));
}

void Wire<std::string>::read(
    JsonValue const& value, Spot const& spot, InputProblems& problems, std::string& out
)
{
    if (auto const text = value.as_string()) {
        out = *text;
        return;
    }
    report_wrong_type(value, spot, problems, "a string");
}

void Wire<bool>::read(JsonValue const& value, Spot const& spot, InputProblems& problems, bool& out)
{
    if (auto const truth = value.as_boolean()) {
        out = *truth;
        return;
    }
    report_wrong_type(value, spot, problems, "true or false");
}

void Wire<double>::read(
    JsonValue const& value, Spot const& spot, InputProblems& problems, double& out
)
{
    if (auto const number = value.as_number()) {
        out = *number;
        return;
    }
    if (value.kind() == JsonValue::Kind::number) {
        problems.add(spot, "out_of_range", "is beyond what a number can be here");
        return;
    }
    report_wrong_type(value, spot, problems, "a number");
}

std::optional<std::int64_t> read_integer(
    JsonValue const& value,
    Spot const& spot,
    InputProblems& problems,
    std::int64_t least,
    std::int64_t most
)
{
    auto const number = value.as_integer();
    if (!number) {
        report_wrong_type(value, spot, problems, "an integer");
        return std::nullopt;
    }
    if (*number < least || *number > most) {
        problems.add(
            spot,
            "out_of_range",
            "must lie between " + std::to_string(least) + " and " + std::to_string(most)
        );
        return std::nullopt;
    }
    return number;
}

void Wire<Timestamp>::read(
    JsonValue const& value, Spot const& spot, InputProblems& problems, Timestamp& out
)
{
    auto const text = value.as_string();
    if (!text) {
        return report_wrong_type(value, spot, problems, "a date and time as text");
    }
    if (auto const at = parse_rfc3339(*text)) {
        out = *at;
        return;
    }
    problems.add(spot, "malformed", "must be a date and time such as 2026-01-31T12:00:00Z");
}

void Wire<Timestamp>::write(JsonWriter& to, Timestamp value)
{
    to.string(to_rfc3339(value));
}

void Wire<Decimal>::read(
    JsonValue const& value, Spot const& spot, InputProblems& problems, Decimal& out
)
{
    auto const kind = value.kind();
    if (kind != JsonValue::Kind::integer && kind != JsonValue::Kind::number && !value.as_string()) {
        return report_wrong_type(value, spot, problems, "a number or a decimal string");
    }
    if (auto const amount = parse_decimal(value.text())) {
        out = *amount;
        return;
    }
    problems.add(spot, "malformed", "must be an amount with at most two decimals, such as 12.90");
}

JsonSchema Wire<Decimal>::describe()
{
    auto text = JsonSchema::of("string");
    text.set_text("pattern", R"(^-?\d+(\.\d{1,2})?$)");
    return JsonSchema::either({JsonSchema::of("number"), std::move(text)});
}

void Wire<JsonText>::read(JsonValue const& value, Spot const&, InputProblems&, JsonText& out)
{
    JsonWriter writer;
    write_value(writer, value);
    out.text = writer.take();
}

JsonSchema describe_id()
{
    auto schema = JsonSchema::of("string");
    schema.set_text("pattern", "^[A-Za-z0-9._:-]{1,64}$");
    return schema;
}

std::optional<std::string> read_id(
    JsonValue const& value, Spot const& spot, InputProblems& problems
)
{
    auto const text = value.as_string();
    if (!text) {
        report_wrong_type(value, spot, problems, "a string");
        return std::nullopt;
    }
    if (!is_id(*text)) {
        problems.add(spot, "malformed_id", "must be 1 to 64 of [A-Za-z0-9._:-]");
        return std::nullopt;
    }
    return std::string{*text};
}

}  // namespace upbeat::http
