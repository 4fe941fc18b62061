#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include <upbeat/adapters/http/request.hpp>
#include <upbeat/adapters/http/server/refusal.hpp>

namespace upbeat::http {

struct GuardLimits {
    std::size_t max_head;
    std::size_t max_target;
};

// Refuses what two programs could read differently, since that is how a request is smuggled past a
// proxy. It judges the raw bytes, before the parser, because Beast 1.81 accepts folded lines,
// Content-Length beside another Transfer-Encoding and chunked bodies in HTTP/1.0.
//
// Pure functions on text; nullopt means sound.

// The start of a head whose end has not arrived. `seen` bytes were found sound before.
std::optional<Refusal> refuse_partial_head(
    std::string_view bytes, std::size_t seen, GuardLimits limits
);

// A whole head, its closing empty line included.
std::optional<Refusal> refuse_head(std::string_view head, GuardLimits limits);

}  // namespace upbeat::http
