#pragma once

#include <chrono>
#include <cstdint>
#include <ostream>
#include <string>

namespace upbeat::apps {

// One line on a terminal that fills up; nothing at all where the output is no terminal or `quiet`
// was asked for. Redrawn at most ten times a second. For one thread.
class ProgressBar {
   public:
    // A `total` of 0 is unknown: then only the count is shown.
    ProgressBar(std::ostream& out, std::string label, std::int64_t total, bool quiet);
    ~ProgressBar();
    ProgressBar(ProgressBar const&) = delete;
    ProgressBar& operator=(ProgressBar const&) = delete;

    void show(std::int64_t done);

   private:
    void draw(std::int64_t done);

    std::ostream& out_;
    std::string label_;
    std::int64_t total_;
    bool visible_;
    std::chrono::steady_clock::time_point began_;
    std::chrono::steady_clock::time_point drawn_;
    std::int64_t done_ = 0;
};

}  // namespace upbeat::apps
