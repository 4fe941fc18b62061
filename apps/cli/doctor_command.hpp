#pragma once

#include <upbeat/apps/cli/commands.hpp>
#include <upbeat/apps/cli/terminal.hpp>

namespace upbeat::apps {

// Looks at everything a start needs and says of each in one line whether it is right and, if not,
// what to do. Changes nothing. Ends with the code of the gravest finding.
ExitCode examine(Config const& config, Terminal const& terminal);

}  // namespace upbeat::apps
