#pragma once

#include <functional>

#include <upbeat/apps/cli/terminal.hpp>
#include <upbeat/apps/composition/backend.hpp>

namespace upbeat::apps {

// Opens the configured database, brings a SQLite one up to date, and runs `work` on the use cases.
// Whatever goes wrong is said in one line. For subcommands beside a server that may be running: it
// follows what they change.
ExitCode with_backend(
    Config const& config,
    Terminal const& terminal,
    Purpose purpose,
    std::function<ExitCode(Backend&)> const& work
);

// The same for a command that only reads: a SQLite database that is not there is not made.
ExitCode with_existing_backend(
    Config const& config, Terminal const& terminal, std::function<ExitCode(Backend&)> const& work
);

}  // namespace upbeat::apps
