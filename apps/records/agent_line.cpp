#include <upbeat/adapters/http/presenter.hpp>
#include <upbeat/apps/records/read_line.hpp>
#include <upbeat/apps/records/record_lines.hpp>

namespace upbeat::apps {
namespace {

using http::field;
using http::out;
using identity::Agent;

struct AgentLine {
    std::optional<std::string> id{};
    std::string name{};
    std::optional<std::string> type{};
    std::optional<std::string> description{};
    std::optional<http::JsonText> preferences{};
    std::optional<std::string> status{};
    std::optional<Timestamp> created_at{};
    std::optional<bool> demo{};
};

http::Schema<AgentLine> const& schema()
{
    static auto const schema = http::object<AgentLine>(
        field("agent_id", &AgentLine::id, http::also_named("id")),
        field("name", &AgentLine::name, http::also_named("agent_name")),
        field("type", &AgentLine::type, http::also_named("agent_type")),
        field("description", &AgentLine::description),
        field("preferences", &AgentLine::preferences, http::json_object()),
        field("status", &AgentLine::status, http::one_of({"active", "suspended"})),
        field("created_at", &AgentLine::created_at),
        field("demo", &AgentLine::demo)
    );
    return schema;
}

http::Presenter<Agent> const& presenter()
{
    static auto const presenter = http::presenter<Agent>(
        "",
        out("agent_id", &Agent::id),
        out("name", &Agent::name),
        out("type", [](Agent const& a) { return std::string{to_word(a.type)}; }),
        out("description", &Agent::description),
        out("preferences", [](Agent const& a) { return http::JsonText{a.preferences}; }),
        out("status", [](Agent const& a) { return std::string{to_word(a.status)}; }),
        out("demo", &Agent::demo),
        out("created_at", &Agent::created_at)
    );
    return presenter;
}

}  // namespace

Result<identity::AgentRecord> agent_from_line(std::string_view line)
{
    UPBEAT_TRY(auto const read, read_line(schema(), line));
    auto record = identity::AgentRecord{};
    if (read.id) {
        UPBEAT_TRY(auto const id, AgentId::parse(*read.id, "/agent_id"));
        record.id = id.text();
    }
    record.fields.name = read.name;
    record.fields.description = read.description;
    if (read.preferences) {
        record.fields.preferences = read.preferences->text;
    }
    record.type = read.type;
    if (read.status) {
        record.status = identity::parse_agent_status(*read.status);
    }
    record.created_at = read.created_at;
    record.demo = read.demo.value_or(false);
    return record;
}

std::string to_line(Agent const& agent)
{
    return presenter().to_json(agent);
}

}  // namespace upbeat::apps
