#include <cstddef>
#include <cstdint>
#include <cstring>

#include <upbeat/infrastructure/platform/sql/errors.hpp>

#include "text_rules.hpp"

namespace upbeat::sql {
namespace {

unsigned byte_at(std::string_view text, std::size_t at)
{
    return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U;
}

// The lowest and highest second byte that may follow `lead`: keeps out overlong forms, surrogates
// and what lies beyond U+10FFFF.
struct Bounds {
    unsigned low = 0x80;
    unsigned high = 0xBF;
};

Bounds second_byte(unsigned lead)
{
    switch (lead) {
        case 0xE0: return {.low = 0xA0};
        case 0xED: return {.high = 0x9F};
        case 0xF0: return {.low = 0x90};
        case 0xF4: return {.high = 0x8F};
        default: return {};
    }
}

std::size_t length_of(unsigned lead)
{
    if (lead >= 0xC2 && lead <= 0xDF) {
        return 2;
    }
    if (lead >= 0xE0 && lead <= 0xEF) {
        return 3;
    }
    return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

// The length of the character beyond ASCII that stands at `at`, or 0 if none does.
std::size_t sequence_at(std::string_view text, std::size_t at)
{
    auto const lead = byte_at(text, at);
    auto const length = length_of(lead);
    auto bounds = second_byte(lead);
    for (std::size_t i = 1; i < length; ++i) {
        auto const byte = byte_at(text, at + i);
        if (byte < bounds.low || byte > bounds.high) {
            return 0;
        }
        bounds = {};
    }
    return length;
}

// Whether eight characters from `at` on are there and are ASCII other than NUL. Nearly all text is,
// and the arrays that carry a batch of votes to PostgreSQL are some twenty kilobytes of it.
bool plain_eight(std::string_view text, std::size_t at)
{
    constexpr std::uint64_t kOnes = 0x0101010101010101;
    constexpr std::uint64_t kHigh = 0x8080808080808080;
    std::uint64_t bytes = 0;
    if (text.size() - at < sizeof bytes) {
        return false;
    }
    std::memcpy(&bytes, text.data() + at, sizeof bytes);
    return ((bytes | (bytes - kOnes)) & kHigh) == 0;
}

}  // namespace

void require_storable(std::string_view text)
{
    for (std::size_t at = 0; at < text.size();) {
        if (plain_eight(text, at)) {
            at += sizeof(std::uint64_t);
            continue;
        }
        auto const byte = byte_at(text, at);
        auto const length = byte < 0x80 ? std::size_t{1} : sequence_at(text, at);
        if (byte == 0) {
            throw InvalidText{"a text holds a NUL"};
        }
        if (length == 0) {
            throw InvalidText{"a text is not UTF-8"};
        }
        at += length;
    }
}

}  // namespace upbeat::sql
