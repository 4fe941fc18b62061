#include <upbeat/domain/identity/key_text.hpp>

#include <algorithm>
#include <array>
#include <cstdint>

namespace upbeat::identity {
namespace {

constexpr std::string_view kBase64Url =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::string_view kBase62 =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr std::size_t kChecksumLength = 6;  // 62^6 is more than 2^32

// CRC-32 (IEEE), a bit at a time: 51 characters are not worth a table.
std::uint32_t crc32(std::string_view text)
{
    std::uint32_t crc = 0xFFFFFFFFU;
    for (char const c : text) {
        crc ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit) {
            crc = (crc >> 1) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
        }
    }
    return ~crc;
}

std::array<char, kChecksumLength> checksum(std::string_view text)
{
    std::array<char, kChecksumLength> out{};
    auto rest = crc32(text);
    for (auto place = out.rbegin(); place != out.rend(); ++place) {
        *place = kBase62[rest % kBase62.size()];
        rest /= static_cast<std::uint32_t>(kBase62.size());
    }
    return out;
}

std::string to_base64url(std::string_view bytes)
{
    std::string out;
    std::uint32_t buffer = 0;
    int bits = 0;
    for (char const c : bytes) {
        buffer = (buffer << 8) | static_cast<unsigned char>(c);
        for (bits += 8; bits >= 6;) {
            bits -= 6;
            out += kBase64Url[(buffer >> bits) & 63U];
        }
    }
    if (bits > 0) {
        out += kBase64Url[(buffer << (6 - bits)) & 63U];
    }
    return out;
}

}  // namespace

std::string make_key_text(std::string_view bytes)
{
    auto text = std::string{kKeyPrefix} + to_base64url(bytes);
    auto const sum = checksum(text);
    return text.append(sum.data(), sum.size());
}

bool is_key_text(std::string_view text)
{
    if (text.size() != kKeyLength || !text.starts_with(kKeyPrefix)) {
        return false;
    }
    auto const body = text.substr(0, text.size() - kChecksumLength);
    return std::ranges::all_of(
               body.substr(kKeyPrefix.size()),
               [](char c) { return kBase64Url.find(c) != kBase64Url.npos; }
           ) &&
           std::ranges::equal(checksum(body), text.substr(body.size()));
}

}  // namespace upbeat::identity
