#pragma once

#include <upbeat/apps/cli/commands.hpp>
#include <upbeat/apps/cli/terminal.hpp>

namespace upbeat::apps {

// Prints the OpenAPI document that this build serves. Touches no configured database.
ExitCode show_openapi(Config const& config, Terminal const& terminal);

}  // namespace upbeat::apps
