#pragma once

#include <string>
#include <string_view>

#include <upbeat/application/catalog/catalog_records.hpp>
#include <upbeat/application/identity/import_agents.hpp>
#include <upbeat/domain/kernel/result.hpp>

namespace upbeat::apps {

// One line of NDJSON as a record, with the names of the API; and back. What is written can be read
// again. Failures name the line's wrong members. Unknown members are wrong too: they are mostly
// misspelt ones.
Result<catalog::TrackRecord> track_from_line(std::string_view line);
Result<catalog::ToolRecord> tool_from_line(std::string_view line);
Result<identity::AgentRecord> agent_from_line(std::string_view line);

std::string to_line(catalog::Track const& track);
std::string to_line(catalog::Tool const& tool);
std::string to_line(identity::Agent const& agent);

}  // namespace upbeat::apps
