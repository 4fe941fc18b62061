#pragma once

#include <iosfwd>
#include <span>
#include <string>
#include <variant>

#include <upbeat/apps/cli/commands.hpp>
#include <upbeat/apps/cli/exit_code.hpp>

namespace upbeat::apps {

// Reads the arguments (without the program's name). Gives what to run, or the code to end with when
// help was shown on `out` or a mistake was explained on `err`.
std::variant<ExitCode, Invocation> read_command_line(
    std::span<std::string const> arguments, std::ostream& out, std::ostream& err
);

}  // namespace upbeat::apps
