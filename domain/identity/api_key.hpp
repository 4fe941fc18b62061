#pragma once

#include <optional>
#include <string>

#include <upbeat/domain/kernel/actor.hpp>
#include <upbeat/domain/kernel/ids.hpp>
#include <upbeat/domain/kernel/timestamp.hpp>

namespace upbeat::identity {

// What a key lets its bearer be.
enum class Scope : unsigned char { agent, admin };

// A key as it is kept: the secret itself is shown once and only its keyed hash stays.
struct ApiKey {
    static constexpr std::size_t kMaxName = 500;

    std::string id{};
    std::string hash{};
    std::string name{};
    std::string agent_id{};  // empty for an administrator's key
    VoterNum agent{};
    Scope scope = Scope::agent;
    Tier tier = Tier::free;
    Timestamp created_at{};
    Timestamp changed_at{};
    std::optional<Timestamp> last_used{};  // at most a minute old
    std::optional<Timestamp> expires_at{};
    std::optional<Timestamp> revoked_at{};

    bool opens_at(Timestamp now) const { return !revoked_at && (!expires_at || now < *expires_at); }

    bool operator==(ApiKey const&) const = default;
};

}  // namespace upbeat::identity
