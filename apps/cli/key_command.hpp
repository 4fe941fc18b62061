#pragma once

#include <upbeat/apps/cli/commands.hpp>
#include <upbeat/apps/cli/terminal.hpp>

namespace upbeat::apps {

// Keys from the shell, as an administrator. A running server knows of the change within a second.
ExitCode issue_key(KeyIssue const& command, Config const& config, Terminal const& terminal);
ExitCode revoke_key(KeyRevoke const& command, Config const& config, Terminal const& terminal);
ExitCode list_keys(KeyList const& command, Config const& config, Terminal const& terminal);

}  // namespace upbeat::apps
