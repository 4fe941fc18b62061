#include <upbeat/infrastructure/voting/voter_directory_gateway.hpp>

#include <algorithm>
#include <limits>
#include <unordered_map>
#include <utility>

#include <upbeat/application/identity/identity_reader.hpp>
#include <upbeat/application/identity/identity_store.hpp>

namespace upbeat::voting {
namespace {

constexpr auto kBeforeAll = std::numeric_limits<std::int64_t>::min();

VoterFacts facts_of(identity::Agent const& agent)
{
    return {
        .num = agent.num,
        .owner = {agent.num.value},
        .created_at = agent.created_at,
        .suspended = agent.status == identity::AgentStatus::suspended,
    };
}

bool is_guest(identity::Agent const& agent)
{
    return agent.origin == identity::Origin::guest;
}

VoterCard card_of(identity::Agent const& agent)
{
    return {
        .num = agent.num,
        .id = agent.id,
        .name = agent.name.empty() ? agent.id : agent.name,
        .guest = is_guest(agent)
    };
}

}  // namespace

void VoterDirectoryGateway::each(std::function<void(VoterFacts const&)> const& visit)
{
    each_changed(from_micros(kBeforeAll), [&](VoterFacts const& facts, Timestamp) {
        visit(facts);
    });
}

void VoterDirectoryGateway::each_changed(Timestamp since, Visit const& visit)
{
    reader_.each_agent(since, [&](identity::Agent const& agent) {
        if (to_micros(since) != kBeforeAll) {
            forget(agent.num, agent.id);
        }
        if (!is_guest(agent)) {
            visit(facts_of(agent), agent.updated_at);
        }
    });
}

std::vector<std::optional<VoterNum>> VoterDirectoryGateway::guests(
    std::span<std::string const> names
)
{
    std::vector<std::optional<VoterNum>> found;
    std::vector<std::string> unknown;
    for (auto const& name : names) {
        found.push_back(guests_.find(name));
        if (!found.back()) {
            unknown.push_back(name);
        }
    }
    if (unknown.empty()) {
        return found;
    }
    auto const forgotten = guests_.forgotten();
    add_guests(unknown);
    std::unordered_map<std::string, VoterNum> numbers;
    for (auto const& agent : reader_.agents(std::span<std::string const>{unknown})) {
        if (is_guest(agent)) {
            numbers.emplace(agent.id, agent.num);
            if (guests_.forgotten() == forgotten) {
                guests_.put(agent.id, agent.num);
            }
        }
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (auto const at = numbers.find(names[i]); !found[i] && at != numbers.end()) {
            found[i] = at->second;
        }
    }
    return found;
}

// Those that nobody has used yet become guests, all in one transaction; names that are taken stay
// as they are.
void VoterDirectoryGateway::add_guests(std::vector<std::string> const& names)
{
    auto const now = clock_.now();
    auto wanted = names;
    std::ranges::sort(wanted);
    wanted.erase(std::ranges::unique(wanted).begin(), wanted.end());
    for (auto const& agent : reader_.agents(std::span<std::string const>{wanted})) {
        std::erase(wanted, agent.id);
    }
    if (wanted.empty()) {
        return;
    }
    // A guest that another node adds meanwhile is left out by add_new, and found afterwards.
    (void)store_.write([&](identity::IdentityStore::Tx& tx) -> Result<void> {
        std::vector<identity::Agent> agents;
        for (auto const& name : wanted) {
            identity::Agent agent;
            agent.id = name;
            agent.name = name;
            agent.origin = identity::Origin::guest;
            agent.created_at = now;
            agent.updated_at = now;
            agents.push_back(std::move(agent));
        }
        tx.agents.add_new(agents);
        return {};
    });
}

std::optional<VoterCard> VoterDirectoryGateway::find(std::string const& id)
{
    auto const agent = reader_.agent(id);
    return agent ? std::optional{card_of(*agent)} : std::nullopt;
}

std::vector<VoterCard> VoterDirectoryGateway::cards(std::span<VoterNum const> voters)
{
    std::vector<VoterCard> found(voters.size());
    std::vector<VoterNum> unknown;
    for (std::size_t i = 0; i < voters.size(); ++i) {
        if (auto card = cards_.find(voters[i])) {
            found[i] = std::move(*card);
        } else {
            unknown.push_back(voters[i]);
        }
    }
    if (unknown.empty()) {
        return found;
    }
    auto const forgotten = cards_.forgotten();
    for (auto const& agent : reader_.agents(std::span<VoterNum const>{unknown})) {
        for (std::size_t i = 0; i < voters.size(); ++i) {
            if (voters[i] == agent.num) {
                found[i] = card_of(agent);
            }
        }
        if (cards_.forgotten() == forgotten) {
            cards_.put(agent.num, card_of(agent));
        }
    }
    return found;
}

Preferences VoterDirectoryGateway::preferences(VoterNum voter)
{
    std::vector const wanted{voter};
    auto const agents = reader_.agents(std::span<VoterNum const>{wanted});
    return agents.empty() ? Preferences{} : preferences_of(agents.front().preferences);
}

void VoterDirectoryGateway::forget(VoterNum num, std::string const& id)
{
    guests_.forget(id);
    cards_.forget(num);
}

}  // namespace upbeat::voting
