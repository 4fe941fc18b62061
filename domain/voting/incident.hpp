#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <upbeat/domain/kernel/ids.hpp>
#include <upbeat/domain/kernel/timestamp.hpp>
#include <upbeat/domain/voting/detectors.hpp>

namespace upbeat::voting {

// What an incident did to the agent. The numbers are those of the column.
enum class ConductAction : unsigned char {
    observed = 0,   // nothing: anti-gaming only looks
    flagged = 1,    // votes weigh half while it lasts
    blocked = 2,    // no votes while it lasts, and less reputation for 30 days
    suspended = 3,  // no votes until an administrator lifts it
};

enum class IncidentStatus : unsigned char { open = 0, appealed = 1, confirmed = 2, dismissed = 3 };

std::string_view to_word(ConductAction action);
std::string_view to_word(IncidentStatus status);
std::optional<ConductAction> parse_conduct_action(std::string_view word);
std::optional<IncidentStatus> parse_incident_status(std::string_view word);

// A number that was seen, beside the one from which on it is too much (0: no such limit).
struct Fact {
    std::string name{};  // snake_case, for example "votes_in_a_minute"
    std::int64_t value = 0;
    std::int64_t limit = 0;

    bool operator==(Fact const&) const = default;
};

// Why somebody thinks so. Bounded: see kMostFacts and kMostOthers.
struct Evidence {
    std::vector<Fact> facts{};
    std::vector<VoterNum> others{};  // the agents it is about besides this one

    void say(std::string name, std::int64_t value, std::int64_t limit = 0);
    bool operator==(Evidence const&) const = default;
};
inline constexpr std::size_t kMostFacts = 16;
inline constexpr std::size_t kMostOthers = 64;

// A detector that fired on one agent, with what followed. Incidents of one group share a case.
struct Incident {
    std::string id{};       // inc_...
    std::string case_id{};  // the id of the case's first incident
    VoterNum voter{};
    Detector detector = Detector::burst;
    ConductAction action = ConductAction::flagged;
    Timestamp at{};
    std::optional<Timestamp> until{};  // end of the flag or the block; none: a person ends it
    std::optional<ItemNum> item{};
    // Whether the agent's vote on the item is kept out of the count, and whether the ledger says so
    // by now.
    bool holds_vote = false;
    bool settled = true;
    Evidence evidence{};
    IncidentStatus status = IncidentStatus::open;
    std::string decided_by{};
    std::optional<Timestamp> decided_at{};
    std::string decision{};  // the administrator's words
    std::string appeal{};    // the agent's words
    std::optional<Timestamp> appealed_at{};
    Timestamp changed_at{};  // of the row: what other nodes follow

    bool stands() const { return status != IncidentStatus::dismissed; }
    bool operator==(Incident const&) const = default;
};

inline constexpr std::size_t kMostAppeal = 2'000;  // characters
inline constexpr std::size_t kMostReason = 500;

}  // namespace upbeat::voting
