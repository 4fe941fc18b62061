#pragma once

#include <exception>
#include <string>

#include <upbeat/apps/cli/terminal.hpp>
#include <upbeat/domain/kernel/result.hpp>

namespace upbeat::apps {

// The exit code that tells a script what kind of thing went wrong.
ExitCode exit_code_of(Error const& error);

// What is wrong, in one line, the wrong fields named once.
std::string one_line(Error const& error);

// Says what went wrong in one line, with the wrong fields, and gives the code to end with.
ExitCode report(Error const& error, Terminal const& terminal);

// The same for an exception that reached the command.
ExitCode report(std::exception const& failure, Terminal const& terminal);

}  // namespace upbeat::apps
