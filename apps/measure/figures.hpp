#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace upbeat::apps {

// One run of one thing.
struct Sample {
    double rate = 0;       // per second
    double p99 = 0;        // milliseconds; 0 where it is not measured
    std::int64_t bad = 0;  // answers that were not what was asked for
};

// All runs of one thing, and what they are to be compared with.
struct Figure {
    std::string name{};
    std::string yardstick{};  // the name of another figure; empty: it is one itself
    double goal = 0;          // of the ratio to the yardstick; 0: none
    std::vector<Sample> samples{};

    double median() const;
    double least() const;
    double most() const;
    double p99() const;  // the median one
    std::int64_t bad() const;
};

}  // namespace upbeat::apps
