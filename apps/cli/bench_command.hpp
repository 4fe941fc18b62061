#pragma once

#include <upbeat/apps/cli/commands.hpp>
#include <upbeat/apps/cli/terminal.hpp>

namespace upbeat::apps {

// Measures this machine and prints a table; says what it left out and why.
ExitCode measure(Bench const& command, Terminal const& terminal);

}  // namespace upbeat::apps
