#pragma once

#include <upbeat/apps/cli/commands.hpp>
#include <upbeat/apps/cli/terminal.hpp>

namespace upbeat::apps {

// Plays attacks on the charts against the rules of this build, with a virtual clock and nothing but
// memory, and prints what they achieved. Exit code 1 if the promise of docs/fairness.md is broken.
ExitCode simulate(Simulate const& command, Config const& config, Terminal const& terminal);

}  // namespace upbeat::apps
