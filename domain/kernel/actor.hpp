#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <upbeat/domain/kernel/ids.hpp>
#include <upbeat/domain/kernel/result.hpp>

namespace upbeat {

// The tier of a key decides its quotas, never the weight of a vote.
enum class Tier : unsigned char { free, pro, enterprise };

enum class Role : unsigned char { anonymous, agent, user, admin };

// Who acts, as the credential says. A value; made once per request.
struct Actor {
    Role role = Role::anonymous;
    std::string id{};  // the agent's or user's public id; empty for an anonymous caller
    VoterNum voter{};  // 0 for those that do not vote
    Tier tier = Tier::free;
    std::string key_id{};    // the API key used, if one was
    bool suspended = false;  // a valid credential of a suspended agent

    bool is_admin() const { return role == Role::admin; }
    bool is_agent() const { return role == Role::agent; }
    bool is_anonymous() const { return role == Role::anonymous; }

    static Actor system() { return Actor{.role = Role::admin, .id = "system"}; }
};

}  // namespace upbeat
