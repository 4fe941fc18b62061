#pragma once

namespace upbeat::apps {

// What the program says to scripts when it ends. Documented in `upbeat --help`; never renumbered.
enum class ExitCode : int {
    ok = 0,
    failure = 1,        // the work itself failed; the line on standard error says how
    usage = 2,          // the command line was not understood
    configuration = 3,  // a setting is wrong or missing
    database = 4,       // the database is unreachable, outdated or refuses
    port = 5,           // the address or port cannot be listened on
    storage = 6,        // a file cannot be read or written, or the disk is full
    unfinished = 7,     // it had to end although something did not come to an end
};

}  // namespace upbeat::apps
