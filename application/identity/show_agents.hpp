#pragma once

#include <optional>
#include <string>
#include <vector>

#include <upbeat/application/identity/identity_reader.hpp>
#include <upbeat/application/identity/voter_standings.hpp>
#include <upbeat/domain/identity/tier.hpp>
#include <upbeat/domain/kernel/actor.hpp>
#include <upbeat/domain/kernel/clock.hpp>
#include <upbeat/domain/kernel/result.hpp>

namespace upbeat::identity {

// An agent and what its votes made of it.
struct AgentCard {
    Agent agent{};
    VoterNumbers numbers{};
};

// What only the agent itself (or an administrator) may see besides.
struct AgentPrivacy {
    Tier tier = Tier::free;
    Allowance allowance{};
    std::int64_t open_keys = 0;
};

struct OwnAgent {
    AgentCard card{};
    std::optional<AgentPrivacy> privacy{};
};

// Questions about agents.
class ShowAgents {
   public:
    ShowAgents(
        IdentityReader& reader,
        VoterStandings const& standings,
        Clock const& clock,
        Allowances allowances
    )
        : reader_{reader}, standings_{standings}, clock_{clock}, allowances_{allowances}
    {
    }

    // The calling agent; without a credential, the public part of the agent named. Whoever has a
    // key is that agent, whatever name was given.
    // Errors: credential_required, agent_not_found.
    Result<OwnAgent> own(Actor const& actor, std::string const& named);

    // Registered and guests. Errors: agent_not_found.
    Result<AgentCard> profile(std::string const& id);

    // For administrators; the same with what is private. Errors: those of profile.
    Result<OwnAgent> status(std::string const& id);

    // The highest reputation first.
    std::vector<AgentCard> leaders(std::size_t count);
    // The same, with agents that never voted or are suspended behind them. For administrators.
    std::vector<AgentCard> everyone(std::size_t count);

    Allowances const& allowances() const { return allowances_; }

   private:
    Result<AgentPrivacy> privacy(Agent const& agent, Tier tier);

    IdentityReader& reader_;
    VoterStandings const& standings_;
    Clock const& clock_;
    Allowances allowances_;
};

}  // namespace upbeat::identity
