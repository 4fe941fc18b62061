#pragma once

#include <array>
#include <cstddef>
#include <memory_resource>
#include <string>
#include <string_view>

#include <upbeat/adapters/http/json_value.hpp>

namespace upbeat::http {

// A parsed JSON text. Strict: UTF-8, no comments, at most kDepth levels, no member twice, no U+0000
// anywhere (no database keeps it). Small documents live inside this object, so make it a local;
// strings without escapes are views of the text, which must stay as long as the values are used.
class JsonDocument {
   public:
    static constexpr std::size_t kDepth = 32;

    JsonDocument();
    JsonDocument(JsonDocument const&) = delete;
    JsonDocument& operator=(JsonDocument const&) = delete;

    // False when the text is not acceptable; `why` then says so in words for the client. Once only.
    bool parse(std::string_view text);

    JsonValue const& root() const { return root_; }
    std::string const& why() const { return why_; }

   private:
    static constexpr std::size_t kInside = 4096;

    alignas(std::max_align_t) std::array<std::byte, kInside> inside_;
    std::pmr::monotonic_buffer_resource memory_;
    JsonValue root_;
    std::string why_;
};

}  // namespace upbeat::http
