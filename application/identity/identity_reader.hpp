#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <upbeat/domain/identity/agent.hpp>
#include <upbeat/domain/identity/api_key.hpp>

namespace upbeat::identity {

// A key with what matters of the agent that holds it.
struct HeldKey {
    ApiKey key{};
    bool agent_suspended = false;
};

struct KeyQuery {
    std::string agent_id{};  // empty: of every agent
    bool everyone = false;   // has to be said, so that an empty id is no accident
};

// Agents and keys as committed. Safe to call from any worker.
class IdentityReader {
   public:
    virtual ~IdentityReader() = default;

    virtual std::optional<Agent> agent(std::string const& id) = 0;
    // In the order asked for; unknown numbers are left out.
    virtual std::vector<Agent> agents(std::span<VoterNum const> nums) = 0;
    virtual std::vector<Agent> agents(std::span<std::string const> ids) = 0;

    // Registered and imported ones, the newest first.
    virtual std::vector<Agent> latest_agents(std::int64_t limit) = 0;

    // Every agent whose last change is not before `since`, guests too, one by one, in no order.
    virtual void each_agent(Timestamp since, std::function<void(Agent const&)> const& visit) = 0;

    virtual std::optional<HeldKey> key_by_hash(std::string const& hash) = 0;
    // The newest first, at most `limit`.
    virtual std::vector<ApiKey> keys(KeyQuery const& query, std::int64_t limit) = 0;
    virtual std::int64_t open_keys(std::string const& agent_id, Timestamp now) = 0;
    virtual void each_changed_key(
        Timestamp since, std::function<void(ApiKey const&)> const& visit
    ) = 0;

    // Notes when keys were used last; an earlier instant changes nothing.
    virtual void note_use(std::span<std::pair<std::string, Timestamp> const> key_uses) = 0;
};

}  // namespace upbeat::identity
