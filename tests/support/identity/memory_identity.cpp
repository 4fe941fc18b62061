#include <upbeat/tests/support/identity/memory_identity.hpp>

#include <algorithm>
#include <iterator>
#include <tuple>

#include <upbeat/domain/identity/errors.hpp>
#include <upbeat/tests/support/catalog/recorders.hpp>

namespace upbeat::testing {

using namespace upbeat::identity;

class MemoryIdentity::AgentsIn final : public Agents {
   public:
    explicit AgentsIn(Content& content) : content_{content} {}

    std::optional<Agent> find(std::string const& id) override
    {
        auto const at = content_.agents.find(id);
        return at == content_.agents.end() ? std::nullopt : std::optional{at->second};
    }
    std::vector<Agent> find(std::span<std::string const> ids) override
    {
        std::vector<Agent> out;
        for (auto const& id : ids) {
            if (auto agent = find(id)) {
                out.push_back(std::move(*agent));
            }
        }
        return out;
    }
    Result<void> add(Agent& agent) override
    {
        if (add_new({&agent, 1}) == 0) {
            return fail(agent_exists(agent.id));
        }
        return {};
    }
    std::size_t add_new(std::span<Agent> agents) override
    {
        std::size_t added = 0;
        for (auto& agent : agents) {
            agent.num = {};
            if (!content_.agents.contains(agent.id)) {
                agent.num = VoterNum{++content_.last_num};
                content_.agents.emplace(agent.id, agent);
                ++added;
            }
        }
        return added;
    }
    bool save(Agent const& agent) override
    {
        auto const at = std::ranges::find_if(content_.agents, [&](auto const& entry) {
            return entry.second.num == agent.num;
        });
        if (at == content_.agents.end()) {
            return false;
        }
        auto const id = at->second.id;
        at->second = agent;
        at->second.id = id;
        return true;
    }

   private:
    Content& content_;
};

class MemoryIdentity::KeysIn final : public ApiKeys {
   public:
    explicit KeysIn(Content& content) : content_{content} {}

    std::optional<ApiKey> find(std::string const& key_id) override
    {
        auto const at = content_.keys.find(key_id);
        return at == content_.keys.end() ? std::nullopt : std::optional{at->second};
    }
    std::vector<ApiKey> of_agent(std::string const& agent_id) override
    {
        std::vector<ApiKey> out;
        for (auto const& [id, key] : content_.keys) {
            if (key.agent_id == agent_id) {
                out.push_back(key);
            }
        }
        std::ranges::sort(out, std::greater{}, [](ApiKey const& key) {
            return std::tuple{key.created_at, key.id};
        });
        return out;
    }
    void add(ApiKey const& key) override { content_.keys.emplace(key.id, key); }
    bool save(ApiKey const& key) override
    {
        auto const at = content_.keys.find(key.id);
        if (at == content_.keys.end()) {
            return false;
        }
        at->second.name = key.name;
        at->second.tier = key.tier;
        at->second.expires_at = key.expires_at;
        at->second.revoked_at = key.revoked_at;
        at->second.changed_at = key.changed_at;
        return true;
    }

   private:
    Content& content_;
};

Result<void> MemoryIdentity::write(std::function<Result<void>(Tx&)> const& work)
{
    RecordedEvents log;
    {
        std::scoped_lock const lock{mutex_};
        auto draft = content_;
        AgentsIn agents{draft};
        KeysIn keys{draft};
        RecordedAudit audit;
        Tx tx{agents, keys, audit, log};
        if (auto done = work(tx); !done) {
            return done;
        }
        content_ = std::move(draft);
        std::ranges::copy(log.events, std::back_inserter(events_));
        std::ranges::copy(audit.entries, std::back_inserter(audited_));
    }
    for (auto const& event : log.events) {
        if (sink_ != nullptr) {
            sink_->publish(event);
        }
    }
    return {};
}

std::optional<Agent> MemoryIdentity::agent(std::string const& id)
{
    std::scoped_lock const lock{mutex_};
    return AgentsIn{content_}.find(id);
}

std::vector<Agent> MemoryIdentity::agents(std::span<VoterNum const> nums)
{
    std::scoped_lock const lock{mutex_};
    std::vector<Agent> out;
    for (auto const num : nums) {
        for (auto const& [id, agent] : content_.agents) {
            if (agent.num == num) {
                out.push_back(agent);
            }
        }
    }
    return out;
}

std::vector<Agent> MemoryIdentity::agents(std::span<std::string const> ids)
{
    std::scoped_lock const lock{mutex_};
    return AgentsIn{content_}.find(ids);
}

std::vector<Agent> MemoryIdentity::latest_agents(std::int64_t limit)
{
    std::scoped_lock const lock{mutex_};
    std::vector<Agent> out;
    for (auto const& [id, agent] : content_.agents) {
        if (agent.origin != Origin::guest) {
            out.push_back(agent);
        }
    }
    std::ranges::sort(out, std::greater{}, &Agent::num);
    out.resize(std::min(out.size(), static_cast<std::size_t>(limit)));
    return out;
}

void MemoryIdentity::each_agent(Timestamp since, std::function<void(Agent const&)> const& visit)
{
    std::scoped_lock const lock{mutex_};
    for (auto const& [id, agent] : content_.agents) {
        if (agent.updated_at >= since) {
            visit(agent);
        }
    }
}

std::optional<HeldKey> MemoryIdentity::key_by_hash(std::string const& hash)
{
    std::scoped_lock const lock{mutex_};
    for (auto const& [id, key] : content_.keys) {
        if (key.hash == hash) {
            auto const holder = content_.agents.find(key.agent_id);
            bool const suspended =
                holder != content_.agents.end() && holder->second.status == AgentStatus::suspended;
            return HeldKey{key, suspended};
        }
    }
    return std::nullopt;
}

std::vector<ApiKey> MemoryIdentity::keys(KeyQuery const& query, std::int64_t limit)
{
    std::scoped_lock const lock{mutex_};
    std::vector<ApiKey> out;
    for (auto const& [id, key] : content_.keys) {
        if (query.everyone || (!key.agent_id.empty() && key.agent_id == query.agent_id)) {
            out.push_back(key);
        }
    }
    std::ranges::sort(out, std::greater{}, [](ApiKey const& key) {
        return std::tuple{key.created_at, key.id};
    });
    out.resize(std::min(out.size(), static_cast<std::size_t>(limit)));
    return out;
}

std::int64_t MemoryIdentity::open_keys(std::string const& agent_id, Timestamp now)
{
    std::scoped_lock const lock{mutex_};
    return std::ranges::count_if(content_.keys, [&](auto const& entry) {
        return entry.second.agent_id == agent_id && entry.second.opens_at(now);
    });
}

void MemoryIdentity::each_changed_key(
    Timestamp since, std::function<void(ApiKey const&)> const& visit
)
{
    std::scoped_lock const lock{mutex_};
    for (auto const& [id, key] : content_.keys) {
        if (key.changed_at >= since) {
            visit(key);
        }
    }
}

void MemoryIdentity::note_use(std::span<std::pair<std::string, Timestamp> const> key_uses)
{
    std::scoped_lock const lock{mutex_};
    for (auto const& [id, at] : key_uses) {
        auto const key = content_.keys.find(id);
        if (key != content_.keys.end()) {
            key->second.last_used = std::max(key->second.last_used.value_or(at), at);
        }
    }
}

std::vector<contracts::Event> MemoryIdentity::events() const
{
    std::scoped_lock const lock{mutex_};
    return events_;
}

std::vector<contracts::AuditEntry> MemoryIdentity::audited() const
{
    std::scoped_lock const lock{mutex_};
    return audited_;
}

VoterNumbers FixedVoterStandings::numbers(VoterNum voter) const
{
    auto const at = voters.find(voter);
    return at == voters.end() ? VoterNumbers{} : at->second;
}

std::vector<VoterNum> FixedVoterStandings::leaders(std::size_t count) const
{
    std::vector<VoterNum> out;
    for (auto const& [num, numbers] : voters) {
        out.push_back(num);
    }
    std::ranges::sort(out, std::greater{}, [this](VoterNum num) {
        return numbers(num).reputation;
    });
    out.resize(std::min(out.size(), count));
    return out;
}

}  // namespace upbeat::testing
