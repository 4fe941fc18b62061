#include <upbeat/infrastructure/voting/base64.hpp>

#include <algorithm>
#include <array>
#include <cstdint>

namespace upbeat::voting {
namespace {

constexpr std::string_view kLetters{
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
};
constexpr std::uint8_t kNone = 0xFF;

constexpr auto kValues = [] {
    std::array<std::uint8_t, 256> values{};
    values.fill(kNone);
    for (std::size_t i = 0; i < kLetters.size(); ++i) {
        values[static_cast<unsigned char>(kLetters[i])] = static_cast<std::uint8_t>(i);
    }
    return values;
}();

}  // namespace

std::string base64_of(std::string_view bytes)
{
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        auto const part = bytes.substr(at, 3);
        std::uint32_t bits = 0;
        for (std::size_t i = 0; i < 3; ++i) {
            bits = bits << 8U | (i < part.size() ? static_cast<unsigned char>(part[i]) : 0U);
        }
        for (std::size_t i = 0; i <= part.size(); ++i) {
            text.push_back(kLetters[bits >> (18U - 6U * i) & 0x3FU]);
        }
    }
    return text;
}

std::string bytes_of(std::string_view base64)
{
    std::string bytes;
    bytes.reserve(base64.size() / 4 * 3 + 3);
    for (std::size_t at = 0; at < base64.size(); at += 4) {
        auto const part = base64.substr(at, 4);
        std::uint32_t bits = 0;
        unsigned worst = 0;
        for (std::size_t i = 0; i < 4; ++i) {
            auto const value =
                i < part.size() ? kValues[static_cast<unsigned char>(part[i])] : std::uint8_t{0};
            worst = std::max<unsigned>(worst, value);
            bits = bits << 6U | value;
        }
        if (worst == kNone || part.size() == 1) {
            return {};
        }
        for (std::size_t i = 0; i + 1 < part.size(); ++i) {
            bytes.push_back(static_cast<char>(bits >> (16U - 8U * i) & 0xFFU));
        }
    }
    return bytes;
}

}  // namespace upbeat::voting
