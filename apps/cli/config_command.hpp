#pragma once

#include <upbeat/apps/cli/commands.hpp>
#include <upbeat/apps/cli/terminal.hpp>

namespace upbeat::apps {

// Shows the settings in effect, or the table's documentation.
ExitCode show_config(ShowConfig const& command, Config const& config, Terminal const& terminal);

}  // namespace upbeat::apps
