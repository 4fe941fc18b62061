#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include <upbeat/domain/kernel/actor.hpp>
#include <upbeat/domain/kernel/direction.hpp>
#include <upbeat/domain/voting/item_facts.hpp>

namespace upbeat::apps::simulation {

// What kind of voter an agent is. Everything but `attacker` is honest.
enum class AgentKind : unsigned char { listener, newcomer, fan, bot, attacker };

struct SimulatedAgent {
    VoterNum num{};
    voting::OwnerNum owner{};
    Timestamp registered_at{};
    Tier tier = Tier::free;
    AgentKind kind = AgentKind::listener;
    std::uint32_t genre = 0;         // the one it likes best
    std::uint32_t second = 0;        // and the next
    std::uint64_t network = 0;       // where it usually votes from
    std::uint64_t away_network = 0;  // where it votes from now and then

    bool honest() const { return kind != AgentKind::attacker; }
};

struct SimulatedTrack {
    ItemNum num{};
    voting::OwnerNum owner{};
    Timestamp created_at{};
    double quality = 0;     // the share of honest votes that are up, before taste
    double popularity = 0;  // how readily it is heard
    std::uint32_t genre = 0;
    std::uint32_t platform = 0;
    std::uint32_t artist = 0;
};

// One vote that somebody tries to cast. Agents and tracks are places in the history's vectors.
struct SimulatedVote {
    Timestamp at{};
    std::uint32_t agent = 0;
    std::uint32_t track = 0;
    Direction direction = Direction::up;
    std::uint64_t network = 0;
    bool lifts = false;  // an attacker's vote that the attack is about, as opposed to a cover vote
};

// Everything that happens on a site from `begin` to `end`, before any rule looks at it.
struct History {
    Timestamp begin{};
    Timestamp attack{};  // when an attack would begin
    Timestamp end{};
    std::vector<SimulatedAgent> agents{};
    std::vector<SimulatedTrack> tracks{};
    std::vector<SimulatedVote> votes{};  // in any order until sorted

    std::size_t honest_agents() const;
    void sort_votes();
};

std::string_view platform_name(std::uint32_t platform);
inline constexpr std::uint32_t kPlatforms = 5;
inline constexpr std::uint32_t kGenres = 8;

}  // namespace upbeat::apps::simulation
