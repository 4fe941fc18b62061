#pragma once

#include <upbeat/application/identity/agent_changes.hpp>
#include <upbeat/application/identity/change_agent_status.hpp>
#include <upbeat/application/identity/change_key.hpp>
#include <upbeat/application/identity/import_agents.hpp>
#include <upbeat/application/identity/issue_key.hpp>
#include <upbeat/application/identity/key_ring.hpp>
#include <upbeat/application/identity/list_keys.hpp>
#include <upbeat/application/identity/register_agent.hpp>
#include <upbeat/application/identity/revise_own_agent.hpp>
#include <upbeat/application/identity/rotate_key.hpp>
#include <upbeat/application/identity/show_agents.hpp>

namespace upbeat::identity {

struct IdentityPorts {
    IdentityStore& store;
    IdentityReader& reader;
    VoterStandings const& standings;
    KeyHasher const& hasher;
    RandomBytes& random;
    IdGenerator& ids;
    Clock const& clock;
    Secret admin_key{};
    Allowances allowances{};
};

// Everything identity can be asked to do.
class Identity {
   public:
    explicit Identity(IdentityPorts const& ports);
    Identity(Identity const&) = delete;
    Identity& operator=(Identity const&) = delete;

    IdentityReader& reader;  // what other contexts' gateways read through
    KeyForge forge;
    KeyRing key_ring;
    AgentChanges agent_changes;

    RegisterAgent register_agent;
    ReviseOwnAgent revise_own_agent;
    RotateKey rotate_key;
    IssueKey issue_key;
    ChangeKey change_key;
    ListKeys list_keys;
    ChangeAgentStatus change_agent_status;
    ShowAgents show_agents;
    ImportAgents import_agents;
};

}  // namespace upbeat::identity
