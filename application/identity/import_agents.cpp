#include <upbeat/application/identity/import_agents.hpp>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include <upbeat/application/identity/acts.hpp>
#include <upbeat/domain/identity/errors.hpp>

namespace upbeat::identity {
namespace {

bool same(Agent left, Agent const& right)
{
    left.updated_at = right.updated_at;
    return left == right;
}

std::unordered_map<std::string, Agent> known_agents(
    Agents& agents, std::span<AgentRecord const> records
)
{
    std::vector<std::string> ids;
    for (auto const& record : records) {
        if (record.id && is_id(*record.id)) {
            ids.push_back(*record.id);
        }
    }
    std::unordered_map<std::string, Agent> out;
    for (auto& agent : agents.find(ids)) {
        auto id = agent.id;
        out.emplace(std::move(id), std::move(agent));
    }
    return out;
}

}  // namespace

// What one unit of work learns and decides.
class ImportAgents::Batch {
   public:
    Batch(ImportAgents& import, IdentityStore::Tx& tx, std::span<AgentRecord const> records)
        : import_{import}, tx_{tx}, known_{known_agents(tx.agents, records)}
    {
    }

    RecordOutcome take(AgentRecord const& record)
    {
        RecordOutcome outcome{.id = record.id.value_or("")};
        auto const at = known_.find(outcome.id);
        auto agent = import_.prepare(record, at == known_.end() ? nullptr : &at->second);
        if (agent && !fresh_ids_.contains(agent->id)) {
            outcome.id = agent->id;
            outcome.outcome = at == known_.end() ? create(std::move(*agent))
                                                 : update(at->second, std::move(*agent));
        } else {
            outcome.error = agent ? agent_exists(agent->id) : agent.error();
        }
        return outcome;
    }

    void finish()
    {
        tx_.agents.add_new(fresh_);
        for (auto const& agent : fresh_) {
            tx_.events.append(changed(agent));
        }
    }

   private:
    Outcome create(Agent agent)
    {
        fresh_ids_.insert(agent.id);
        fresh_.push_back(std::move(agent));
        return Outcome::created;
    }

    Outcome update(Agent& known, Agent agent)
    {
        if (same(agent, known)) {
            return Outcome::unchanged;
        }
        tx_.agents.save(agent);
        tx_.events.append(changed(agent));
        known = std::move(agent);
        return Outcome::updated;
    }

    ImportAgents& import_;
    IdentityStore::Tx& tx_;
    std::unordered_map<std::string, Agent> known_;
    std::unordered_set<std::string> fresh_ids_;
    std::vector<Agent> fresh_;
};

Result<std::vector<RecordOutcome>> ImportAgents::execute(std::span<AgentRecord const> records)
{
    std::vector<RecordOutcome> outcomes;
    auto const done = store_.write([&](IdentityStore::Tx& tx) -> Result<void> {
        outcomes.clear();
        Batch batch{*this, tx, records};
        for (auto const& record : records) {
            outcomes.push_back(batch.take(record));
        }
        batch.finish();
        return {};
    });
    UPBEAT_CHECK(done);
    return outcomes;
}

Result<Agent> ImportAgents::prepare(AgentRecord const& record, Agent const* known)
{
    if (record.id && !is_id(*record.id)) {
        return fail(malformed_id("/agent_id"));
    }
    auto const type = record.type ? parse_agent_type(*record.type) : AgentType::autonomous;
    if (!type) {
        return fail(invalid_agent_type());
    }
    auto const now = clock_.now();
    Agent base;
    if (known != nullptr) {
        base = *known;
    } else {
        base.id = record.id ? *record.id : ids_.next("agt");
        base.created_at = now;
        base.origin = Origin::imported;
    }
    if (base.origin == Origin::guest) {
        base.origin = Origin::imported;
    }
    base.type = record.type ? *type : base.type;
    base.status = record.status.value_or(base.status);
    base.created_at = record.created_at.value_or(base.created_at);
    base.demo = base.demo || record.demo;
    base.updated_at = now;
    return revise(base, record.fields);
}

}  // namespace upbeat::identity
