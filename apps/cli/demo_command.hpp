#pragma once

#include <upbeat/apps/cli/commands.hpp>
#include <upbeat/apps/cli/terminal.hpp>

namespace upbeat::apps {

// Fills the database with invented tracks, tools, agents and votes, marked as demo.
ExitCode fill_with_demo(Demo const& command, Config const& config, Terminal const& terminal);

}  // namespace upbeat::apps
