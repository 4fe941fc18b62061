#pragma once

#include <ostream>
#include <string_view>

#include <upbeat/apps/cli/exit_code.hpp>

namespace upbeat::apps {

// Where a command writes and how. Results go to `out`; everything for people beside them to `err`.
struct Terminal {
    std::ostream& out;
    std::ostream& err;
    bool json = false;
    bool quiet = false;

    // Says in one line why the command ends, and gives the code to end with.
    ExitCode fail(ExitCode code, std::string_view line) const
    {
        err << "upbeat: " << line << '\n' << std::flush;
        return code;
    }
};

}  // namespace upbeat::apps
