#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

namespace upbeat::apps {

struct Run {
    int code = -1;  // 128 + signal if one ended it
    std::string out;
    std::string err;
};

// A program as a user starts it: arguments, environment, standard streams. Killed when the object
// goes, so a failing test leaves nothing behind. For one thread.
class ChildProcess {
   public:
    using Environment = std::map<std::string, std::string>;

    // The child gets PATH, HOME, the sanitizers' options and `environment`, nothing else; `input`
    // is its standard input.
    ChildProcess(
        std::vector<std::string> const& arguments,
        Environment const& environment,
        std::string_view input = {}
    );
    ~ChildProcess();
    ChildProcess(ChildProcess const&) = delete;
    ChildProcess& operator=(ChildProcess const&) = delete;

    // Reads standard error until a line contains `text`, and gives that line; nothing if the stream
    // ends or `patience` does first.
    std::optional<std::string> wait_for_line(
        std::string_view text, std::chrono::seconds patience = std::chrono::seconds{60}
    );

    void signal(int number) const;

    // Waits for the end; kills after `patience`.
    Run wait(std::chrono::seconds patience = std::chrono::seconds{120});

    pid_t pid() const { return pid_; }

   private:
    bool read_some(std::chrono::steady_clock::time_point until);

    pid_t pid_ = -1;
    int out_ = -1;
    int err_ = -1;
    Run run_;
    std::size_t searched_ = 0;
};

// Starts, waits and gives what happened.
Run run(
    std::vector<std::string> const& arguments,
    ChildProcess::Environment const& environment = {},
    std::string_view input = {}
);

}  // namespace upbeat::apps
