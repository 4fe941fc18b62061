#pragma once

#include <upbeat/application/identity/key_forge.hpp>
#include <upbeat/domain/kernel/secret.hpp>
#include <upbeat/infrastructure/platform/crypto.hpp>

namespace upbeat::identity {

// Keyed BLAKE2b under a key of its own, derived from the deployment's secret.
class CryptoKeyHasher final : public KeyHasher {
   public:
    explicit CryptoKeyHasher(Secret const& secret_key) : hash_{secret_key, "api keys"} {}
    std::string hash(std::string_view key_text) const override { return hash_.hex(key_text); }

   private:
    platform::KeyedHash hash_;
};

class CryptoRandomBytes final : public RandomBytes {
   public:
    std::string bytes(std::size_t count) override { return platform::random_bytes(count); }
};

}  // namespace upbeat::identity
