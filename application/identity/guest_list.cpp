#include <upbeat/application/identity/guest_list.hpp>

#include <algorithm>
#include <unordered_map>

namespace upbeat::identity {
namespace {

using Known = std::unordered_map<std::string, std::optional<VoterNum>>;

void learn(Known& known, std::vector<Agent> const& agents)
{
    for (auto const& agent : agents) {
        known[agent.id] = agent.origin == Origin::guest ? std::optional{agent.num} : std::nullopt;
    }
}

std::vector<Agent> new_guests(std::span<std::string const> names, Known const& known, Timestamp now)
{
    std::vector<Agent> out;
    for (auto const& name : names) {
        bool const listed = std::ranges::any_of(out, [&](Agent const& a) { return a.id == name; });
        if (!known.contains(name) && !listed) {
            out.push_back({
                .id = name,
                .name = name,
                .origin = Origin::guest,
                .created_at = now,
                .updated_at = now,
            });
        }
    }
    return out;
}

}  // namespace

std::vector<std::optional<VoterNum>> GuestList::numbers(std::span<std::string const> names)
{
    Known known;
    learn(known, reader_.agents(names));
    auto guests = new_guests(names, known, clock_.now());
    if (!guests.empty()) {
        // Another node may be quicker with the same name: then its guest is found afterwards.
        auto const done = store_.write([&](IdentityStore::Tx& tx) -> Result<void> {
            tx.agents.add_new(guests);
            return {};
        });
        static_cast<void>(done);
        learn(known, reader_.agents(names));
    }
    std::vector<std::optional<VoterNum>> out;
    for (auto const& name : names) {
        out.push_back(known[name]);
    }
    return out;
}

}  // namespace upbeat::identity
