#include <upbeat/adapters/http/json_value.hpp>

#include <charconv>
#include <cmath>

namespace upbeat::http {
namespace {

// Beyond 2^53 a double no longer tells neighbouring integers apart.
constexpr double kExactIntegers = 9007199254740992.0;

std::optional<double> number_in(std::string_view text)
{
    double value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) {
        return std::nullopt;
    }
    return value;
}

std::optional<std::int64_t> integer_in(std::string_view text)
{
    std::int64_t value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc{} && end == text.data() + text.size()) {
        return value;
    }
    return std::nullopt;
}

}  // namespace

JsonValue JsonValue::of(bool value)
{
    JsonValue made;
    made.kind_ = Kind::boolean;
    made.boolean_ = value;
    return made;
}

JsonValue JsonValue::of(std::int64_t value, std::string_view text)
{
    JsonValue made;
    made.kind_ = Kind::integer;
    made.integer_ = value;
    made.text_ = text;
    return made;
}

JsonValue JsonValue::number(std::string_view text)
{
    JsonValue made;
    made.kind_ = Kind::number;
    made.text_ = text;
    return made;
}

JsonValue JsonValue::string(std::string_view text)
{
    JsonValue made;
    made.kind_ = Kind::string;
    made.text_ = text;
    return made;
}

JsonValue JsonValue::parameter(std::string_view text)
{
    auto made = string(text);
    made.kind_ = Kind::parameter;
    return made;
}

JsonValue JsonValue::array(std::span<JsonValue const> items)
{
    JsonValue made;
    made.kind_ = Kind::array;
    made.items_ = items.data();
    made.count_ = static_cast<std::uint32_t>(items.size());
    return made;
}

JsonValue JsonValue::object(std::span<JsonMember const> members)
{
    JsonValue made;
    made.kind_ = Kind::object;
    made.members_ = members.data();
    made.count_ = static_cast<std::uint32_t>(members.size());
    return made;
}

std::optional<std::int64_t> JsonValue::as_integer() const
{
    if (kind_ == Kind::integer) {
        return integer_;
    }
    if (kind_ == Kind::parameter) {
        return integer_in(text_);
    }
    if (kind_ != Kind::number) {
        return std::nullopt;
    }
    auto const value = number_in(text_);
    if (!value || std::abs(*value) > kExactIntegers || std::trunc(*value) != *value) {
        return std::nullopt;
    }
    return static_cast<std::int64_t>(*value);
}

std::optional<double> JsonValue::as_number() const
{
    if (kind_ == Kind::integer) {
        return static_cast<double>(integer_);
    }
    if (kind_ == Kind::number || kind_ == Kind::parameter) {
        return number_in(text_);
    }
    return std::nullopt;
}

std::optional<bool> JsonValue::as_boolean() const
{
    if (kind_ == Kind::boolean) {
        return boolean_;
    }
    if (kind_ != Kind::parameter) {
        return std::nullopt;
    }
    if (text_ == "true" || text_ == "1") {
        return true;
    }
    if (text_ == "false" || text_ == "0") {
        return false;
    }
    return std::nullopt;
}

std::optional<std::string_view> JsonValue::as_string() const
{
    if (kind_ == Kind::string || kind_ == Kind::parameter) {
        return text_;
    }
    return std::nullopt;
}

std::span<JsonValue const> JsonValue::items() const
{
    return kind_ == Kind::array ? std::span{items_, count_} : std::span<JsonValue const>{};
}

std::span<JsonMember const> JsonValue::members() const
{
    return kind_ == Kind::object ? std::span{members_, count_} : std::span<JsonMember const>{};
}

JsonValue const* JsonValue::find(std::string_view name) const
{
    for (auto const& member : members()) {
        if (member.name == name) {
            return &member.value;
        }
    }
    return nullptr;
}

std::string_view JsonValue::kind_in_words() const
{
    switch (kind_) {
        case Kind::null: return "null";
        case Kind::boolean: return "a truth value";
        case Kind::integer: return "an integer";
        case Kind::number: return "a number";
        case Kind::string: return "a string";
        case Kind::array: return "an array";
        case Kind::object: return "an object";
        case Kind::parameter: return "a text";
    }
    return "a value";
}

}  // namespace upbeat::http
