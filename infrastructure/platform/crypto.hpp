#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <upbeat/domain/kernel/secret.hpp>

namespace upbeat::platform {

// `count` unpredictable bytes from the kernel's generator. Throws std::runtime_error if the machine
// has none, which only happens before it has finished booting.
std::string random_bytes(std::size_t count);

std::uint64_t random_number();

// Whether two texts are equal, in a time that tells nothing about where they differ. Texts of
// different lengths are told apart at once: a length is no secret.
bool equal_in_constant_time(std::string_view left, std::string_view right);

// Lower-case hexadecimal, two characters a byte.
std::string to_hex(std::span<unsigned char const> bytes);

// The URL-safe alphabet of RFC 4648 without padding; 32 bytes become 43 characters.
std::string to_base64url(std::string_view bytes);
// Nothing for what that cannot have made. Some 200 MB/s.
std::optional<std::string> from_base64url(std::string_view text);

// Keyed BLAKE2b. Without the key nobody can make a digest or test a guess against a stolen one.
// A value without shared state: safe to use from any thread. A digest of a short text costs about
// 0.2 us.
class KeyedHash {
   public:
    using Digest = std::array<unsigned char, 32>;

    // Derives a key of its own for every `purpose` from the deployment's one secret, so that a
    // digest made for one purpose is worthless for another. An empty secret is a
    // std::invalid_argument.
    KeyedHash(Secret const& secret, std::string_view purpose);

    Digest digest(std::string_view text) const;
    std::string hex(std::string_view text) const;

    // The first 64 bits of the digest, for places that keep a number.
    std::uint64_t number(std::string_view text) const;

   private:
    Digest key_;
};

}  // namespace upbeat::platform
