#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <upbeat/apps/measure/figures.hpp>

namespace upbeat::apps {

struct BenchPlan {
    int seconds = 5;
    int rounds = 5;
    std::int64_t large_rows = 10'000'000;  // of the ledger that votes and starts are measured on
    std::int64_t most_tracks = 1'000'000;
    std::string wrk{};
    std::string nginx{};     // empty: not installed
    std::string postgres{};  // URL of a server where databases may be made; empty: none
    std::function<void(std::string const&)> on_step{};
};

// A figure and how one more sample of it is taken.
struct Subject {
    Figure figure;
    std::function<Sample()> run;
};

// Runs every subject once a round, so that a change of the machine's mood meets all alike.
std::vector<Figure> take_turns(BenchPlan const& plan, std::vector<Subject> subjects);

// One sample of something that is not worth rounds.
Figure once(Figure figure, double value);

// The parts of `upbeat bench`. Each starts what it needs, yardsticks included, and stops it.
struct BenchPart {
    std::string name;
    std::string about;  // for the help and the table
    bool needs_wrk = false;
    bool needs_postgres = false;
    std::function<std::vector<Figure>(BenchPlan const&)> measure;
};
std::vector<BenchPart> const& bench_parts();

std::vector<Figure> measure_reads(BenchPlan const& plan);
std::vector<Figure> measure_postgres_votes(BenchPlan const& plan);
std::vector<Figure> measure_sqlite_votes(BenchPlan const& plan);
std::vector<Figure> measure_large_ledger(BenchPlan const& plan);
std::vector<Figure> measure_sizes(BenchPlan const& plan);
std::vector<Figure> measure_memory(BenchPlan const& plan);
std::vector<Figure> measure_streams(BenchPlan const& plan);
std::vector<Figure> measure_parts_of_a_vote(BenchPlan const& plan);

}  // namespace upbeat::apps
