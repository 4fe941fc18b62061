#include <upbeat/apps/measure/bench_plan.hpp>

#include <utility>

#include <fmt/format.h>

namespace upbeat::apps {

std::vector<Figure> take_turns(BenchPlan const& plan, std::vector<Subject> subjects)
{
    for (auto round = 1; round <= plan.rounds; ++round) {
        for (auto& subject : subjects) {
            plan.on_step(fmt::format("round {} of {}: {}", round, plan.rounds, subject.figure.name)
            );
            subject.figure.samples.push_back(subject.run());
        }
    }
    auto figures = std::vector<Figure>{};
    for (auto& subject : subjects) {
        figures.push_back(std::move(subject.figure));
    }
    return figures;
}

Figure once(Figure figure, double value)
{
    figure.samples.push_back({.value = value});
    return figure;
}

std::vector<BenchPart> const& bench_parts()
{
    static auto const parts = std::vector<BenchPart>{
        {"reads", "charts and details against nginx", true, false, measure_reads},
        {"sqlite", "votes on SQLite", false, false, measure_sqlite_votes},
        {"postgres", "votes on PostgreSQL", false, true, measure_postgres_votes},
        {"large",
         "votes on a large ledger, and the start with it",
         false,
         true,
         measure_large_ledger},
        {"sizes", "votes and reads by the number of tracks", true, false, measure_sizes},
        {"memory", "memory of a server", false, false, measure_memory},
        {"streams", "ten thousand open event streams", false, false, measure_streams},
        {"micro",
         "the key check, reading a vote, and the look at its neighbours",
         false,
         false,
         measure_parts_of_a_vote},
    };
    return parts;
}

}  // namespace upbeat::apps
