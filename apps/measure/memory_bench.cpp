#include <chrono>

#include <upbeat/apps/bench/http_client.hpp>
#include <upbeat/apps/measure/bench_plan.hpp>
#include <upbeat/apps/measure/bench_site.hpp>
#include <upbeat/apps/measure/load_client.hpp>
#include <upbeat/apps/measure/vote_patterns.hpp>

namespace upbeat::apps {
namespace {

constexpr double kMebibyte = 1024.0 * 1024.0;
constexpr int kIdle = 800;  // connections that were used once; below the usual limit of files
constexpr std::int64_t kAgents = 2'000;
constexpr std::int64_t kTracks = 20'000;  // enough pairs with the agents for the longest run
constexpr double kWarmUp = 10;            // seconds

std::vector<Figure> of_the_demo()
{
    auto site = BenchSite{""};
    site.fill(68, 7, 500);
    auto const began = std::chrono::steady_clock::now();
    auto const port = site.serve();
    auto const up =
        std::chrono::duration<double, std::milli>{std::chrono::steady_clock::now() - began};
    ask(port, {.target = "/api/v1/trending"});
    auto const before = site.memory();
    auto const held = HeldConnections{port, kIdle, "/api/v1/trending"};
    auto const after = site.memory();
    return {
        once({.name = "start with the demo data", .unit = "ms"}, up.count()),
        once(
            {.name = "memory with the demo data", .unit = "MiB", .most_value = 60},
            before.resident / kMebibyte
        ),
        once(
            {.name = "memory of an idle connection", .unit = "B", .most_value = 4096},
            (after.own - before.own) / kIdle
        )
    };
}

// Of the server alone, since SQLite's cache of pages grows with its file, up to 32 MiB. The first
// votes are not counted, because agents and tracks grow with their own number, and so few agents
// are all suspects by then: an incident takes a kilobyte.
Figure of_a_vote(BenchPlan const& plan)
{
    auto site = BenchSite{""};
    site.fill(kTracks, kAgents, 0);
    auto const keys = site.keys(kAgents);
    auto const load = ClientLoad{
        .port = site.serve_without_ledger(),
        .seconds = static_cast<double>(plan.seconds),
        .next = vote_requests(uniform_votes(kAgents, kTracks), keys)
    };
    auto warm_up = load;
    warm_up.seconds = kWarmUp;
    run_load(warm_up);
    auto const before = site.memory().own;
    auto const sample = run_load(load);
    auto const votes = sample.value * plan.seconds;
    return once(
        {.name = "memory of a further vote, ledger aside", .unit = "B", .most_value = 1},
        (site.memory().own - before) / votes
    );
}

}  // namespace

std::vector<Figure> measure_memory(BenchPlan const& plan)
{
    plan.on_step("memory with the demo data");
    auto figures = of_the_demo();
    plan.on_step("memory of votes");
    figures.push_back(of_a_vote(plan));
    return figures;
}

}  // namespace upbeat::apps
