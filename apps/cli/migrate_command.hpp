#pragma once

#include <upbeat/apps/cli/commands.hpp>
#include <upbeat/apps/cli/terminal.hpp>

namespace upbeat::apps {

// Applies pending migrations, or tells of them.
ExitCode migrate_schema(Migrate const& command, Config const& config, Terminal const& terminal);

}  // namespace upbeat::apps
