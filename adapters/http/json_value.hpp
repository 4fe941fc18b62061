#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace upbeat::http {

struct JsonMember;

// One value of a parsed input. A view: it points into the JsonDocument (or ParameterSet) that made
// it and into the text that was parsed, and must not outlive either. Cheap to copy.
class JsonValue {
   public:
    // `parameter` is the text of a query or path parameter: it may stand for a string, a number or
    // a truth value, whichever the field asks for.
    enum class Kind : unsigned char {
        null,
        boolean,
        integer,
        number,
        string,
        array,
        object,
        parameter
    };

    JsonValue() = default;

    static JsonValue of(bool value);
    static JsonValue of(std::int64_t value, std::string_view text);
    static JsonValue number(std::string_view text);
    static JsonValue string(std::string_view text);
    static JsonValue parameter(std::string_view text);
    static JsonValue array(std::span<JsonValue const> items);
    static JsonValue object(std::span<JsonMember const> members);

    Kind kind() const { return kind_; }
    bool is_null() const { return kind_ == Kind::null; }

    // The text of a string or parameter, or the digits of a number as they were sent.
    std::string_view text() const { return text_; }

    // Nothing when the value does not stand for one. Integral numbers such as 5.0 and 1e3 count as
    // integers, truth values never do.
    std::optional<std::int64_t> as_integer() const;
    std::optional<double> as_number() const;
    std::optional<bool> as_boolean() const;
    std::optional<std::string_view> as_string() const;

    // Empty unless the value is an array or an object.
    std::span<JsonValue const> items() const;
    std::span<JsonMember const> members() const;

    // The member called `name` of an object; null pointer when there is none.
    JsonValue const* find(std::string_view name) const;

    // How a person would call it: "a string", "an array", ...
    std::string_view kind_in_words() const;

   private:
    std::string_view text_{};
    union {
        bool boolean_;
        std::int64_t integer_ = 0;
        JsonValue const* items_;
        JsonMember const* members_;
    };
    std::uint32_t count_ = 0;
    Kind kind_ = Kind::null;
};

struct JsonMember {
    std::string_view name;
    JsonValue value;
};

}  // namespace upbeat::http
