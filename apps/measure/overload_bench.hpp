#pragma once

#include <functional>
#include <iosfwd>
#include <string>
#include <vector>

#include <upbeat/apps/measure/open_loop.hpp>

namespace upbeat::apps {

struct OverloadPlan {
    int seconds = 5;
    int rounds = 3;
    std::string postgres{};  // URL; empty: SQLite
    std::function<void(std::string const&)> on_step{};
};

// One turn: what the server does at its peak, and what it does with ten times as much.
struct OverloadRound {
    OfferedOutcome peak{};
    OfferedOutcome crowd{};
    double resident_before = 0;  // megabytes of the server
    double resident_after = 0;
};

// Votes at 256 connections that wait for their answers, then at 2,000 connections and ten times the
// rate that gave, in turns on one server.
std::vector<OverloadRound> measure_overload(OverloadPlan const& plan);

// The rounds and their medians, with what is wanted: 80 % of the peak, 200 ms.
void print_overload(std::vector<OverloadRound> const& rounds, bool json, std::ostream& out);

}  // namespace upbeat::apps
