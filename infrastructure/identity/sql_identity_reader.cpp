#include <upbeat/infrastructure/identity/sql_identity_reader.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <thread>
#include <unordered_map>

#include <upbeat/infrastructure/identity/sql_agents.hpp>

#include "agent_statements.hpp"
#include "identity_rows.hpp"
#include "key_statements.hpp"

namespace upbeat::identity {
namespace {

// Few milliseconds on SQLite, where votes wait meanwhile, and a pause in which they get their turn.
constexpr std::size_t kNotesAtOnce = 125;
constexpr std::chrono::milliseconds kBetweenNotes{2};

}  // namespace

std::optional<Agent> SqlIdentityReader::agent(std::string const& id)
{
    return database_.read([&](sql::Session& session) { return SqlAgents{session}.find(id); });
}

std::vector<Agent> SqlIdentityReader::agents(std::span<std::string const> ids)
{
    return database_.read([&](sql::Session& session) { return SqlAgents{session}.find(ids); });
}

std::vector<Agent> SqlIdentityReader::agents(std::span<VoterNum const> nums)
{
    std::vector<Agent> out;
    if (nums.empty()) {
        return out;
    }
    sql::Batch batch{"num"};
    for (auto const num : nums) {
        batch.add({num.value});
    }
    database_.read([&](sql::Session& session) {
        session.each_of_many(statements::kAgentsByNum, batch, [&out](sql::Row const& row) {
            out.push_back(agent_from(row));
        });
    });
    std::unordered_map<VoterNum, std::size_t> place;
    for (std::size_t i = 0; i < nums.size(); ++i) {
        place.emplace(nums[i], i);
    }
    std::ranges::sort(out, {}, [&place](Agent const& agent) { return place[agent.num]; });
    return out;
}

std::vector<Agent> SqlIdentityReader::latest_agents(std::int64_t limit)
{
    std::vector<Agent> out;
    database_.read([&](sql::Session& session) {
        session.each(statements::kLatestAgents, {{"most", limit}}, [&out](sql::Row const& row) {
            out.push_back(agent_from(row));
        });
    });
    return out;
}

void SqlIdentityReader::each_agent(Timestamp since, std::function<void(Agent const&)> const& visit)
{
    database_.read([&](sql::Session& session) {
        session.each(statements::kAgentsSince, {{"since", since}}, [&](sql::Row const& row) {
            visit(agent_from(row));
        });
    });
}

std::optional<HeldKey> SqlIdentityReader::key_by_hash(std::string const& hash)
{
    return database_.read([&](sql::Session& session) {
        return session.maybe(statements::kKeyByHash, {{"hash", hash}}, [](sql::Row const& row) {
            auto const status = row.maybe_string(12).value_or("active");
            return HeldKey{.key = key_from(row), .agent_suspended = status != "active"};
        });
    });
}

std::vector<ApiKey> SqlIdentityReader::keys(KeyQuery const& query, std::int64_t limit)
{
    std::vector<ApiKey> out;
    auto const take = [&out](sql::Row const& row) { out.push_back(key_from(row)); };
    database_.read([&](sql::Session& session) {
        if (query.everyone) {
            session.each(statements::kKeysOfAll, {{"most", limit}}, take);
            return;
        }
        session.each(
            statements::kKeysOfAgent, {{"agent_id", query.agent_id}, {"most", limit}}, take
        );
    });
    return out;
}

std::int64_t SqlIdentityReader::open_keys(std::string const& agent_id, Timestamp now)
{
    return database_.read([&](sql::Session& session) {
        return session.number(statements::kOpenKeys, {{"agent_id", agent_id}, {"now", now}});
    });
}

void SqlIdentityReader::each_changed_key(
    Timestamp since, std::function<void(ApiKey const&)> const& visit
)
{
    database_.read([&](sql::Session& session) {
        session.each(statements::kKeysSince, {{"since", since}}, [&](sql::Row const& row) {
            visit(key_from(row));
        });
    });
}

void SqlIdentityReader::note_use(std::span<std::pair<std::string, Timestamp> const> key_uses)
{
    while (!key_uses.empty()) {
        auto const portion = key_uses.first(std::min(key_uses.size(), kNotesAtOnce));
        key_uses = key_uses.subspan(portion.size());
        sql::Batch batch{"id", "at"};
        for (auto const& [id, at] : portion) {
            batch.add({id, at});
        }
        // Losing a note does no harm: the next use makes it again.
        auto const noted = database_.write([&](sql::Session& session) -> Result<void> {
            session.run_many(statements::kNoteUse, batch);
            return {};
        });
        static_cast<void>(noted);
        if (!key_uses.empty()) {
            std::this_thread::sleep_for(kBetweenNotes);
        }
    }
}

}  // namespace upbeat::identity
