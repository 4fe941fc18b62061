#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace upbeat::apps {

// One run of one thing.
struct Sample {
    double value = 0;  // in the figure's unit
    double p50 = 0;    // milliseconds; 0 where it is not measured
    double p99 = 0;
    std::int64_t bad = 0;  // answers that were not what was asked for
};

// All runs of one thing, what they are compared with, and what is wanted of them.
struct Figure {
    std::string name{};
    std::string unit = "/s";
    std::string yardstick{};  // the name of another figure; empty: it is one itself
    double least_ratio = 0;   // wanted of the ratio to the yardstick; 0: nothing
    double most_value = 0;    // wanted of the value itself; 0: nothing
    double most_p50 = 0;      // milliseconds; 0: nothing
    double most_p99 = 0;
    std::vector<Sample> samples{};

    double median() const;
    double least() const;
    double most() const;
    double p50() const;  // the median one
    double p99() const;
    std::int64_t bad() const;
};

// To the median of its yardstick; nothing without one.
std::optional<double> ratio_of(Figure const& figure, std::vector<Figure> const& all);

// What is wanted, in words ("ratio >= 0.44, p99 <= 12 ms"), and whether it is met: true without a
// wish.
std::string wish_of(Figure const& figure);
bool is_met(Figure const& figure, std::vector<Figure> const& all);

}  // namespace upbeat::apps
