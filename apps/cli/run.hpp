#pragma once

#include <upbeat/apps/cli/commands.hpp>
#include <upbeat/apps/cli/terminal.hpp>

namespace upbeat::apps {

// Does what the command line asked for. Every failure ends here as one line on `terminal.err` and
// an exit code; nothing is thrown.
ExitCode run(Invocation const& invocation, Terminal const& terminal);

}  // namespace upbeat::apps
