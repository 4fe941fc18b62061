#include <upbeat/domain/identity/agent.hpp>

#include <algorithm>
#include <vector>

#include <upbeat/domain/identity/errors.hpp>

namespace upbeat::identity {
namespace {

std::string_view trim(std::string_view text)
{
    constexpr std::string_view kSpace = " \t\r\n\v\f";
    auto const first = text.find_first_not_of(kSpace);
    if (first == text.npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

std::size_t length(std::string_view text)
{
    // Continuation bytes begin with the bits 10.
    return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) {
        return (c & '\xC0') != '\x80';
    }));
}

void check_text(
    std::vector<FieldProblem>& problems,
    std::string_view text,
    std::string_view pointer,
    std::size_t max
)
{
    if (length(text) > max) {
        problems.push_back(
            {std::string{pointer},
             "too_long",
             "must have at most " + std::to_string(max) + " characters"}
        );
    }
    if (text.find('\0') != text.npos) {
        problems.push_back({std::string{pointer}, "bad_character", "must not hold a NUL character"}
        );
    }
}

}  // namespace

std::optional<AgentType> parse_agent_type(std::string_view word)
{
    if (word == "autonomous") {
        return AgentType::autonomous;
    }
    if (word == "human") {
        return AgentType::human;
    }
    return std::nullopt;
}

std::string_view to_word(AgentType type)
{
    return type == AgentType::human ? "human" : "autonomous";
}

std::optional<AgentStatus> parse_agent_status(std::string_view word)
{
    if (word == "active") {
        return AgentStatus::active;
    }
    if (word == "suspended") {
        return AgentStatus::suspended;
    }
    return std::nullopt;
}

std::string_view to_word(AgentStatus status)
{
    return status == AgentStatus::suspended ? "suspended" : "active";
}

std::string_view to_word(Origin origin)
{
    switch (origin) {
        case Origin::registered: return "registered";
        case Origin::guest: return "guest";
        case Origin::imported: return "import";
    }
    return "registered";
}

Result<Agent> revise(Agent const& agent, AgentFields const& fields)
{
    auto out = agent;
    if (fields.name) {
        out.name = trim(*fields.name);
    }
    if (fields.description) {
        out.description = trim(*fields.description);
    }
    if (fields.preferences) {
        out.preferences = *fields.preferences;
    }
    std::vector<FieldProblem> problems;
    if (out.name.empty()) {
        problems.push_back({"/name", "required", "is required"});
    }
    check_text(problems, out.name, "/name", Agent::kMaxName);
    check_text(problems, out.description, "/description", Agent::kMaxDescription);
    if (out.preferences.size() > Agent::kMaxPreferences) {
        problems.push_back({"/preferences", "too_long", "must have at most 8192 bytes"});
    }
    if (!problems.empty()) {
        return fail(invalid_fields(std::move(problems)));
    }
    return out;
}

}  // namespace upbeat::identity
