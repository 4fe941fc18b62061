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

// Looked at for every request with a key, so both questions about a character are one load.
constexpr std::array<std::uint32_t, 256> crc_table()
{
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t byte = 0; byte < table.size(); ++byte) {
        auto crc = byte;
        for (int bit = 0; bit < 8; ++bit) {
            crc = (crc >> 1) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
        }
        table[byte] = crc;
    }
    return table;
}

constexpr std::array<bool, 256> base64url_set()
{
    std::array<bool, 256> set{};
    for (char const c : kBase64Url) {
        set[static_cast<unsigned char>(c)] = true;
    }
    return set;
}

constexpr auto kCrcTable = crc_table();
constexpr auto kBase64UrlSet = base64url_set();

// CRC-32 (IEEE).
std::uint32_t crc32(std::string_view text)
{
    std::uint32_t crc = 0xFFFFFFFFU;
    for (char const c : text) {
        crc = (crc >> 8) ^ kCrcTable[(crc ^ static_cast<unsigned char>(c)) & 0xFFU];
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
               [](char c) { return kBase64UrlSet[static_cast<unsigned char>(c)]; }
           ) &&
           std::ranges::equal(checksum(body), text.substr(body.size()));
}

}  // namespace upbeat::identity
