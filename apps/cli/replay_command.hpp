#pragma once

#include <upbeat/apps/cli/commands.hpp>
#include <upbeat/apps/cli/terminal.hpp>
#include <upbeat/apps/composition/config.hpp>

namespace upbeat::apps {

// Recomputes everything from the ledger and compares. Fails if anything differs.
ExitCode replay(Replay const& command, Config const& config, Terminal const& terminal);

}  // namespace upbeat::apps
