#pragma once

#include <functional>
#include <string>
#include <vector>

#include <upbeat/apps/measure/figures.hpp>

namespace upbeat::apps {

struct BenchPlan {
    int seconds = 5;
    int rounds = 5;
    std::string wrk{};
    std::string nginx{};     // empty: not installed
    std::string postgres{};  // URL; empty: SQLite
    std::function<void(std::string const&)> on_step{};
};

// Charts from memory against nginx that serves the same bytes, whole answers and 304s, 64
// connections; in turns.
std::vector<Figure> measure_reads(BenchPlan const& plan);

// Votes through the whole pipeline at 64 and 256 connections, each by an agent of its own tier
// without quota, against a loop that only appends to the ledger; in turns.
std::vector<Figure> measure_votes(BenchPlan const& plan);

}  // namespace upbeat::apps
