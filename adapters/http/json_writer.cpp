#include <upbeat/adapters/http/json_writer.hpp>

#include <array>
#include <charconv>
#include <cmath>

namespace upbeat::http {
namespace {

bool must_be_escaped(char c)
{
    return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\';
}

void append_escape(std::string& to, char c)
{
    switch (c) {
        case '"': to += "\\\""; return;
        case '\\': to += "\\\\"; return;
        case '\n': to += "\\n"; return;
        case '\r': to += "\\r"; return;
        case '\t': to += "\\t"; return;
        default: break;
    }
    constexpr std::string_view kDigits = "0123456789abcdef";
    auto const code = static_cast<unsigned char>(c);
    to += "\\u00";
    to += kDigits[code >> 4U];
    to += kDigits[code & 0xFU];
}

void append_quoted(std::string& to, std::string_view text)
{
    to += '"';
    std::size_t done = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (must_be_escaped(text[i])) {
            to.append(text, done, i - done);
            append_escape(to, text[i]);
            done = i + 1;
        }
    }
    to.append(text, done);
    to += '"';
}

}  // namespace

void JsonWriter::before_value()
{
    if (needs_comma_) {
        text_ += ',';
    }
    needs_comma_ = true;
}

JsonWriter& JsonWriter::begin_object()
{
    before_value();
    text_ += '{';
    needs_comma_ = false;
    return *this;
}

JsonWriter& JsonWriter::end_object()
{
    text_ += '}';
    needs_comma_ = true;
    return *this;
}

JsonWriter& JsonWriter::begin_array()
{
    before_value();
    text_ += '[';
    needs_comma_ = false;
    return *this;
}

JsonWriter& JsonWriter::end_array()
{
    text_ += ']';
    needs_comma_ = true;
    return *this;
}

JsonWriter& JsonWriter::name(std::string_view name)
{
    before_value();
    append_quoted(text_, name);
    text_ += ':';
    needs_comma_ = false;
    return *this;
}

JsonWriter& JsonWriter::prepared_name(std::string_view quoted_with_colon)
{
    before_value();
    text_ += quoted_with_colon;
    needs_comma_ = false;
    return *this;
}

JsonWriter& JsonWriter::string(std::string_view value)
{
    before_value();
    append_quoted(text_, value);
    return *this;
}

JsonWriter& JsonWriter::integer(std::int64_t value)
{
    std::array<char, 24> digits;
    auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    return raw({digits.data(), end});
}

JsonWriter& JsonWriter::number(double value)
{
    if (!std::isfinite(value)) {
        return null();
    }
    std::array<char, 32> digits;
    auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    return raw({digits.data(), end});
}

JsonWriter& JsonWriter::boolean(bool value)
{
    return raw(value ? "true" : "false");
}

JsonWriter& JsonWriter::null()
{
    return raw("null");
}

JsonWriter& JsonWriter::raw(std::string_view json)
{
    before_value();
    text_ += json;
    return *this;
}

std::string quoted(std::string_view text)
{
    std::string made;
    append_quoted(made, text);
    return made;
}

}  // namespace upbeat::http
