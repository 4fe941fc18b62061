#include <upbeat/application/identity/show_agents.hpp>

#include <algorithm>

#include <upbeat/domain/identity/errors.hpp>

namespace upbeat::identity {

Result<OwnAgent> ShowAgents::own(Actor const& actor, std::string const& named)
{
    if (!actor.is_agent()) {
        if (named.empty()) {
            return fail(key_required());
        }
        UPBEAT_TRY(auto card, profile(named));
        return OwnAgent{.card = std::move(card)};
    }
    UPBEAT_TRY(auto card, profile(actor.id));
    UPBEAT_TRY(auto secret, privacy(card.agent, actor.tier));
    return OwnAgent{.card = std::move(card), .privacy = secret};
}

Result<AgentCard> ShowAgents::profile(std::string const& id)
{
    auto agent = reader_.agent(id);
    if (!agent) {
        return fail(agent_not_found(id));
    }
    auto const numbers = standings_.numbers(agent->num);
    return AgentCard{std::move(*agent), numbers};
}

Result<OwnAgent> ShowAgents::status(std::string const& id)
{
    UPBEAT_TRY(auto card, profile(id));
    auto tier = Tier::free;
    for (auto const& key : reader_.keys({.agent_id = id}, 100)) {
        tier = key.opens_at(clock_.now()) ? std::max(tier, key.tier) : tier;
    }
    UPBEAT_TRY(auto secret, privacy(card.agent, tier));
    return OwnAgent{.card = std::move(card), .privacy = secret};
}

std::vector<AgentCard> ShowAgents::leaders(std::size_t count)
{
    std::vector<AgentCard> out;
    for (auto& agent : reader_.agents(standings_.leaders(count))) {
        auto const numbers = standings_.numbers(agent.num);
        out.push_back({std::move(agent), numbers});
    }
    return out;
}

std::vector<AgentCard> ShowAgents::everyone(std::size_t count)
{
    auto out = leaders(count);
    for (auto& agent : reader_.latest_agents(static_cast<std::int64_t>(count))) {
        auto const listed = [&agent](AgentCard const& card) { return card.agent.id == agent.id; };
        if (out.size() < count && std::ranges::none_of(out, listed)) {
            auto const numbers = standings_.numbers(agent.num);
            out.push_back({std::move(agent), numbers});
        }
    }
    return out;
}

Result<AgentPrivacy> ShowAgents::privacy(Agent const& agent, Tier tier)
{
    return AgentPrivacy{
        .tier = tier,
        .allowance = allowances_.of(tier),
        .open_keys = reader_.open_keys(agent.id, clock_.now()),
    };
}

}  // namespace upbeat::identity
