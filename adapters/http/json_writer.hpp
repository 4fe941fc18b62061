#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace upbeat::http {

// Writes JSON text straight into a string: no tree in between. Commas are its business; the caller
// opens and closes what it opened. Not for sharing between threads.
class JsonWriter {
   public:
    JsonWriter() { text_.reserve(kUsualAnswer); }

    JsonWriter& begin_object();
    JsonWriter& end_object();
    JsonWriter& begin_array();
    JsonWriter& end_array();

    JsonWriter& name(std::string_view name);
    // The name with its quotes and colon, made once: what a presenter keeps.
    JsonWriter& prepared_name(std::string_view quoted_with_colon);

    JsonWriter& string(std::string_view value);
    JsonWriter& integer(std::int64_t value);
    JsonWriter& number(double value);  // shortest text that reads back the same; NaN is null
    JsonWriter& boolean(bool value);
    JsonWriter& null();
    // JSON text made elsewhere. Trusted: it is not looked at.
    JsonWriter& raw(std::string_view json);

    std::string const& text() const { return text_; }
    std::string take() { return std::move(text_); }

   private:
    static constexpr std::size_t kUsualAnswer = 512;

    void before_value();

    std::string text_;
    bool needs_comma_ = false;
};

// `text` as a JSON string with its quotes.
std::string quoted(std::string_view text);

}  // namespace upbeat::http
