#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include <upbeat/apps/simulate/history.hpp>

namespace upbeat::apps::simulation {

// The ways to lift a track that are tried. `none` is the control: no attacker at all.
enum class AttackKind : unsigned char {
    none,
    sybil_burst,   // everybody registers and votes within an hour, from three networks
    sybil_spread,  // the same, each from a network of its own
    slow_drip,     // registers over days, votes like everybody else, lifts in between
    one_owner,     // all agents belong to one account
    vote_ring,     // colluders lift ten tracks of their own in turn
    camouflage,    // earns reputation for days, then everybody lifts within six hours
    sink_rivals,   // a slow drip that also votes down what stands at the top
};

inline constexpr std::array kAttacks{
    AttackKind::sybil_burst,
    AttackKind::sybil_spread,
    AttackKind::slow_drip,
    AttackKind::one_owner,
    AttackKind::vote_ring,
    AttackKind::camouflage,
    AttackKind::sink_rivals,
};

std::string_view to_word(AttackKind kind);
std::optional<AttackKind> parse_attack(std::string_view word);
// One line for people.
std::string_view description(AttackKind kind);

struct AttackPlan {
    AttackKind kind = AttackKind::none;
    double share = 0.1;  // of all identities, honest ones included; below 1
    std::uint64_t seed = 1;
    // All tracks that exist when the attack begins, in the order honest voters put them.
    std::span<std::uint32_t const> honest_order{};
};

// Adds the attackers and their votes to an honest history, and gives back the tracks they lift: the
// one at the median of the honest order, for a ring ten from there on. Attackers know everything:
// the taste of honest agents, the quotas, and what stands at the top.
std::vector<std::uint32_t> add_attack(History& history, AttackPlan const& plan);

}  // namespace upbeat::apps::simulation
