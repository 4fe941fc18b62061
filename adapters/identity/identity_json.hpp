#pragma once

#include <upbeat/adapters/http/presenter.hpp>
#include <upbeat/application/identity/show_agents.hpp>
#include <upbeat/domain/identity/api_key.hpp>

namespace upbeat::identity {

// How agents and keys look on the wire.
http::Presenter<AgentCard> agent_card_presenter();  // public
http::Presenter<OwnAgent> own_agent_presenter();    // with what is private, where it is known
http::Presenter<ApiKey> key_presenter(Allowances const& allowances);
http::Presenter<Allowance> allowance_presenter();

// Whether the agent cannot vote now, be it by an administrator or for what its votes looked like.
bool is_blocked(AgentCard const& card);

// "free" is shown as "starter", as the first clients know it.
std::string tier_label(Tier tier);

}  // namespace upbeat::identity
