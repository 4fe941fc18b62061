#include <algorithm>
#include <memory>
#include <stdexcept>

#include <fmt/format.h>

#include <upbeat/apps/measure/bench_plan.hpp>
#include <upbeat/apps/measure/bench_site.hpp>
#include <upbeat/apps/measure/load_client.hpp>
#include <upbeat/apps/measure/raw_loops.hpp>
#include <upbeat/apps/measure/vote_patterns.hpp>

namespace upbeat::apps {
namespace {

// So many that each votes a few times a minute, as people and agents do: with a few thousand the
// bench would measure how an attack is written down.
constexpr std::int64_t kAgents = 200'000;
constexpr std::int64_t kTracks = 20'000;    // of the uniform pattern
constexpr std::int64_t kHotTracks = 2'000;  // further ones, hot in turn
constexpr int kWarmUpSeconds = 4;
constexpr int kFew = 64;
constexpr int kMany = 256;

// A server with tracks, agents and their keys.
struct VoteSite {
    BenchSite site;
    std::vector<std::string> keys{};
    unsigned port = 0;
    RequestSource uniform{};
    RequestSource hot{};

    explicit VoteSite(std::string const& postgres) : site{postgres}
    {
        site.fill(kTracks + kHotTracks, kAgents, 0);
        keys = site.keys(kAgents);
        uniform = vote_requests(uniform_votes(kAgents, kTracks), keys);
        hot = vote_requests(on_tracks_after(kTracks, hot_votes(kAgents, kHotTracks)), keys);
    }
};

// Every agent votes once, so that what is measured is not the first use of every key.
void warm_up(unsigned port, VoteSite& site)
{
    auto rest = kAgents;
    while (rest > 0) {
        auto const sample =
            run_load({.port = port, .connections = kMany, .seconds = 1, .next = site.hot});
        if (sample.bad > 0) {
            throw std::runtime_error{"not every agent may vote"};
        }
        rest -= std::max<std::int64_t>(static_cast<std::int64_t>(sample.value), 1);
    }
}

Subject votes(
    BenchPlan const& plan, Figure figure, unsigned port, int connections, RequestSource const& next
)
{
    auto const load = ClientLoad{
        .port = port,
        .connections = connections,
        .seconds = static_cast<double>(plan.seconds),
        .next = next
    };
    return {std::move(figure), [load] { return run_load(load); }};
}

std::vector<Figure> measure_votes(BenchPlan const& plan, std::string const& postgres)
{
    auto const on_postgres = !postgres.empty();
    auto const engine = std::string{on_postgres ? "PostgreSQL" : "SQLite"};
    auto const batch = on_postgres ? 256 : 128;
    plan.on_step(fmt::format("{}: {} tracks, {} agents and their keys", engine, kTracks, kAgents));
    auto raw_site = BenchSite{postgres};
    raw_site.migrate();
    auto durable = VoteSite{postgres};
    auto empty = VoteSite{postgres};
    auto const port = durable.site.serve();
    auto const empty_port = empty.site.serve_without_ledger();
    plan.on_step(engine + ": a first vote of each agent");
    warm_up(port, durable);
    warm_up(empty_port, empty);

    auto const raw = fmt::format("{}: raw loop, batch {}", engine, batch);
    auto const nothing = engine + ": server, ledger writes nothing, 256";
    auto const many = engine + ": votes, 256 connections";
    auto const loop = (on_postgres ? raw_postgres_loop : raw_sqlite_loop)(
        raw_site.database(), batch, uniform_votes(kAgents, kTracks)
    );
    // So that the raw loop's ledger is about as full as the others are by now.
    static_cast<void>(loop(kWarmUpSeconds));
    auto subjects = std::vector<Subject>{};
    subjects.push_back({{.name = raw}, [loop, &plan] { return loop(plan.seconds); }});
    subjects.push_back(votes(plan, {.name = nothing}, empty_port, kMany, empty.uniform));
    subjects.push_back(votes(
        plan,
        {.name = many, .yardstick = raw, .least_ratio = on_postgres ? 0.44 : 0.55, .most_p99 = 12},
        port,
        kMany,
        durable.uniform
    ));
    subjects.push_back(votes(
        plan,
        {.name = engine + ": votes, 64 connections", .yardstick = raw, .most_p99 = 4},
        port,
        kFew,
        durable.uniform
    ));
    subjects.push_back(votes(
        plan,
        {.name = engine + ": one hot track, 256", .yardstick = many, .least_ratio = 1.0},
        port,
        kMany,
        durable.hot
    ));
    subjects.push_back(votes(
        plan,
        {.name = engine + ": votes, 2 connections", .yardstick = raw, .most_p50 = 1},
        port,
        2,
        durable.uniform
    ));
    auto figures = take_turns(plan, std::move(subjects));
    // The same runs once more, against the other yardstick.
    auto beside = figures[2];
    beside.name = many + ", without ledger = 1";
    beside.yardstick = nothing;
    beside.least_ratio = on_postgres ? 0.60 : 0;
    beside.most_p99 = 0;
    figures.insert(figures.begin() + 3, std::move(beside));
    return figures;
}

}  // namespace

std::vector<Figure> measure_postgres_votes(BenchPlan const& plan)
{
    return measure_votes(plan, plan.postgres);
}

std::vector<Figure> measure_sqlite_votes(BenchPlan const& plan)
{
    return measure_votes(plan, "");
}

}  // namespace upbeat::apps
