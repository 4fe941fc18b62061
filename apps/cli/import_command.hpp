#pragma once

#include <upbeat/apps/cli/commands.hpp>
#include <upbeat/apps/cli/terminal.hpp>

namespace upbeat::apps {

// Reads NDJSON into the catalogue or among the agents. Ends with `failure` if a line was refused.
ExitCode import_records(Import const& command, Config const& config, Terminal const& terminal);

// Writes everything of a kind as NDJSON that import reads.
ExitCode export_records(Export const& command, Config const& config, Terminal const& terminal);

}  // namespace upbeat::apps
