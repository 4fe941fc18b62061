#include <upbeat/infrastructure/identity/sql_agents.hpp>

#include <algorithm>
#include <unordered_map>
#include <utility>

#include <upbeat/domain/identity/errors.hpp>

#include "agent_statements.hpp"
#include "identity_rows.hpp"

namespace upbeat::identity {
namespace {

constexpr std::size_t kBatch = 2'000;

}  // namespace

std::optional<Agent> SqlAgents::find(std::string const& id)
{
    auto found = find(std::span{&id, 1});
    return found.empty() ? std::nullopt : std::optional{std::move(found.front())};
}

std::vector<Agent> SqlAgents::find(std::span<std::string const> ids)
{
    std::vector<Agent> out;
    while (!ids.empty()) {
        auto const part = ids.first(std::min(kBatch, ids.size()));
        session_.each_of_many(
            statements::kAgentsById,
            batch_of_ids(part),
            [&out](sql::Row const& row) { out.push_back(agent_from(row)); }
        );
        ids = ids.subspan(part.size());
    }
    return out;
}

Result<void> SqlAgents::add(Agent& agent)
{
    if (add_new({&agent, 1}) == 0) {
        return fail(agent_exists(agent.id));
    }
    return {};
}

std::size_t SqlAgents::add_new(std::span<Agent> agents)
{
    std::unordered_map<std::string, std::int64_t> nums;
    for (auto rest = agents; !rest.empty();) {
        auto const part = rest.first(std::min(kBatch, rest.size()));
        session_.each_of_many(statements::kAddAgent, batch_of(part), [&nums](sql::Row const& row) {
            nums.emplace(row.string(1), row.integer(0));
        });
        rest = rest.subspan(part.size());
    }
    for (auto& agent : agents) {
        auto const at = nums.find(agent.id);
        agent.num = VoterNum{at == nums.end() ? 0 : at->second};
    }
    return nums.size();
}

bool SqlAgents::save(Agent const& agent)
{
    return session_.run(statements::kSaveAgent, params_of(agent)) == 1;
}

}  // namespace upbeat::identity
