#include <upbeat/infrastructure/platform/crypto.hpp>

#include <stdexcept>

#include <sodium.h>

namespace upbeat::platform {
namespace {

// Every entry point asks first: libsodium picks its fastest code and opens the generator here,
// once.
void require_sodium()
{
    static int const state = sodium_init();
    if (state < 0) {
        throw std::runtime_error{"this machine has no source of random numbers yet"};
    }
}

unsigned char const* bytes_of(std::string_view text)
{
    return reinterpret_cast<unsigned char const*>(text.data());
}

}  // namespace

std::string random_bytes(std::size_t count)
{
    require_sodium();
    auto bytes = std::string(count, '\0');
    randombytes_buf(bytes.data(), bytes.size());
    return bytes;
}

std::uint64_t random_number()
{
    require_sodium();
    auto number = std::uint64_t{};
    randombytes_buf(&number, sizeof number);
    return number;
}

bool equal_in_constant_time(std::string_view left, std::string_view right)
{
    return left.size() == right.size() &&
           sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

std::string to_hex(std::span<unsigned char const> bytes)
{
    auto text = std::string(bytes.size() * 2 + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
    text.pop_back();
    return text;
}

std::string to_base64url(std::string_view bytes)
{
    constexpr auto kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    auto text = std::string(sodium_base64_encoded_len(bytes.size(), kVariant), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes_of(bytes), bytes.size(), kVariant);
    text.pop_back();
    return text;
}

std::optional<std::string> from_base64url(std::string_view text)
{
    auto bytes = std::string(text.size() / 4 * 3 + 3, '\0');
    auto* const room = reinterpret_cast<unsigned char*>(bytes.data());
    std::size_t size = 0;
    if (sodium_base642bin(
            room,
            bytes.size(),
            text.data(),
            text.size(),
            nullptr,
            &size,
            nullptr,
            sodium_base64_VARIANT_URLSAFE_NO_PADDING
        ) != 0) {
        return std::nullopt;
    }
    bytes.resize(size);
    return bytes;
}

KeyedHash::KeyedHash(Secret const& secret, std::string_view purpose) : key_{}
{
    require_sodium();
    if (secret.empty()) {
        throw std::invalid_argument{"a keyed hash needs a secret"};
    }
    // Secrets have any length, keys of BLAKE2b at most 64 bytes: the secret is hashed to 32 first.
    auto root = Digest{};
    auto const& text = secret.reveal();
    crypto_generichash(root.data(), root.size(), bytes_of(text), text.size(), nullptr, 0);
    crypto_generichash(
        key_.data(), key_.size(), bytes_of(purpose), purpose.size(), root.data(), root.size()
    );
    sodium_memzero(root.data(), root.size());
}

KeyedHash::Digest KeyedHash::digest(std::string_view text) const
{
    auto digest = Digest{};
    crypto_generichash(
        digest.data(), digest.size(), bytes_of(text), text.size(), key_.data(), key_.size()
    );
    return digest;
}

std::string KeyedHash::hex(std::string_view text) const
{
    return to_hex(digest(text));
}

std::uint64_t KeyedHash::number(std::string_view text) const
{
    auto const bytes = digest(text);
    auto number = std::uint64_t{};
    for (auto i = std::size_t{}; i < sizeof number; ++i) {
        number = (number << 8U) | bytes[i];
    }
    return number;
}

}  // namespace upbeat::platform
