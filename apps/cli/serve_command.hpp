#pragma once

#include <upbeat/apps/cli/commands.hpp>
#include <upbeat/apps/cli/terminal.hpp>

namespace upbeat::apps {

// Runs the server until SIGTERM or SIGINT.
ExitCode serve(Serve const& command, Config const& config, Terminal const& terminal);

}  // namespace upbeat::apps
