#include <upbeat/domain/voting/incident.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace upbeat::voting {
namespace {

using Words = std::array<std::string_view, 4>;

constexpr Words kActions{"observed", "flagged", "blocked", "suspended"};
constexpr Words kStatuses{"open", "appealed", "confirmed", "dismissed"};

template <class Value>
std::optional<Value> parse(Words const& words, std::string_view word)
{
    auto const found = std::ranges::find(words, word);
    return found == words.end() ? std::nullopt
                                : std::optional{static_cast<Value>(found - words.begin())};
}

}  // namespace

std::string_view to_word(ConductAction action)
{
    return kActions.at(static_cast<std::size_t>(action));
}

std::string_view to_word(IncidentStatus status)
{
    return kStatuses.at(static_cast<std::size_t>(status));
}

std::optional<ConductAction> parse_conduct_action(std::string_view word)
{
    return parse<ConductAction>(kActions, word);
}

std::optional<IncidentStatus> parse_incident_status(std::string_view word)
{
    return parse<IncidentStatus>(kStatuses, word);
}

void Evidence::say(std::string name, std::int64_t value, std::int64_t limit)
{
    if (facts.size() < kMostFacts) {
        facts.push_back({std::move(name), value, limit});
    }
}

}  // namespace upbeat::voting
