#include <upbeat/infrastructure/voting/change_listener.hpp>

#include <variant>

namespace upbeat::voting {

void ChangeListener::publish(contracts::Event const& event)
{
    std::visit([this](auto const& change) { learn(change); }, event);
}

void ChangeListener::learn(contracts::ItemChanged const& item)
{
    // The card first: whoever sees the state's new version must not find the old card.
    parts_.cards.forget(item.num);
    parts_.state.put_item({
        .num = item.num,
        .kind = item.kind,
        .status = item.votable ? ItemStatus::live : ItemStatus::hidden,
        .owner = {item.owner.value},
        .created_at = item.created_at,
        .id = item.id,
        .genre = item.kind == ItemKind::tool ? item.category : item.genre,
        .mood = item.mood,
        .platform = item.platform,
    });
}

void ChangeListener::learn(contracts::AgentChanged const& agent)
{
    parts_.voters.forget(agent.voter, agent.agent_id);
    if (agent.guest) {
        return;
    }
    parts_.state.put_voter({
        .num = agent.voter,
        .owner = {agent.voter.value},
        .created_at = agent.created_at,
        .suspended = agent.suspended,
    });
}

}  // namespace upbeat::voting
