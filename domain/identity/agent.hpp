#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <upbeat/domain/kernel/ids.hpp>
#include <upbeat/domain/kernel/result.hpp>
#include <upbeat/domain/kernel/timestamp.hpp>

namespace upbeat::identity {

enum class AgentType : unsigned char { autonomous, human };
enum class AgentStatus : unsigned char { active, suspended };

// A registered agent chose its id and holds keys. A guest only voted under its id, without a key,
// and may still be claimed by whoever registers it first.
// An imported one has a place of its own but no key until an administrator issues one.
enum class Origin : unsigned char { registered, guest, imported };

std::optional<AgentType> parse_agent_type(std::string_view word);
std::string_view to_word(AgentType type);
std::optional<AgentStatus> parse_agent_status(std::string_view word);
std::string_view to_word(AgentStatus status);
std::string_view to_word(Origin origin);

// Someone who votes by way of the API. What its votes earned it belongs to voting.
struct Agent {
    static constexpr std::size_t kMaxName = 200;
    static constexpr std::size_t kMaxDescription = 2000;
    static constexpr std::size_t kMaxPreferences = 8192;  // bytes of JSON

    VoterNum num{};
    std::string id{};
    std::string name{};
    AgentType type = AgentType::autonomous;
    std::string description{};
    std::string preferences = "{}";  // a JSON object; unknown members are kept
    AgentStatus status = AgentStatus::active;
    Origin origin = Origin::registered;
    bool demo = false;
    Timestamp created_at{};
    Timestamp updated_at{};

    bool operator==(Agent const&) const = default;
};

// What somebody says about an agent; what is absent stays as it is.
struct AgentFields {
    std::optional<std::string> name{};
    std::optional<std::string> description{};
    std::optional<std::string> preferences{};  // the edge checked that it is a JSON object
};

// The agent with `fields` in it, or every field that is wrong. A name is required.
Result<Agent> revise(Agent const& agent, AgentFields const& fields);

}  // namespace upbeat::identity
