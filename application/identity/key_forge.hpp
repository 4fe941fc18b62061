#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <upbeat/domain/identity/api_key.hpp>
#include <upbeat/domain/kernel/id_generator.hpp>
#include <upbeat/domain/kernel/secret.hpp>

namespace upbeat::identity {

// A keyed one-way hash, in hexadecimal: without the deployment's secret nobody can test a guess.
// About a microsecond; safe to call from any thread.
class KeyHasher {
   public:
    virtual ~KeyHasher() = default;
    virtual std::string hash(std::string_view key_text) const = 0;
};

class RandomBytes {
   public:
    virtual ~RandomBytes() = default;
    virtual std::string bytes(std::size_t count) = 0;
};

// A key and its text, which exists only here and in the one answer that shows it.
struct NewKey {
    ApiKey key{};
    Secret text{};
};

struct KeyWish {
    std::string name{};
    std::string agent_id{};
    VoterNum agent{};
    Scope scope = Scope::agent;
    Tier tier = Tier::free;
    std::optional<Timestamp> expires_at{};
};

// Makes keys. Safe to call from any thread.
class KeyForge {
   public:
    KeyForge(KeyHasher const& hasher, RandomBytes& random, IdGenerator& ids)
        : hasher_{hasher}, random_{random}, ids_{ids}
    {
    }

    NewKey make(KeyWish const& wish, Timestamp now);

   private:
    KeyHasher const& hasher_;
    RandomBytes& random_;
    IdGenerator& ids_;
};

}  // namespace upbeat::identity
