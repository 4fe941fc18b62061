#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include <upbeat/apps/bench/http_client.hpp>
#include <upbeat/apps/measure/bench_plan.hpp>
#include <upbeat/apps/measure/bench_site.hpp>
#include <upbeat/apps/measure/load_client.hpp>
#include <upbeat/apps/measure/vote_patterns.hpp>

namespace upbeat::apps {
namespace {

constexpr std::int64_t kAgents = 10'000;    // with keys, new to every track
constexpr std::int64_t kEarlier = 200'000;  // whose votes fill the ledger
constexpr std::int64_t kBlock = 500'000;
constexpr int kConnections = 256;

// Votes of the past thirty days, tracks by Zipf's law, in the order of their time: as the ledger
// would have grown, splits of its pages included.
constexpr auto kFill = R"sql(set synchronous_commit = off;
insert into voting_ledger (item, voter, at, seq, revision, weight, writer, lane, direction, reason)
select item, voter, cast(extract(epoch from now()) * 1000000 as bigint)
        - 2592000000000 + cast(n * (2591000000000.0 / {rows}) as bigint),
    n, 0, 1000, 999999, cast(item & 63 as smallint), case when n % 4 = 0 then -1 else 1 end, 0
from (select n,
        (select min(num) from catalog_items where kind = 0)
            + cast(floor(power({tracks}, random())) as bigint) - 1 as item,
        (select min(num) from identity_agents) + {agents}
            + cast(floor({earlier} * random()) as bigint) as voter
    from generate_series({first}, {last}) as n) as made
on conflict do nothing)sql";

void fill_ledger(BenchSite& site, BenchPlan const& plan)
{
    for (auto first = std::int64_t{1}; first <= plan.large_rows; first += kBlock) {
        plan.on_step(fmt::format("a ledger of {} rows: {}", plan.large_rows, first - 1));
        site.sql(fmt::format(
            fmt::runtime(kFill),
            fmt::arg("rows", plan.large_rows),
            fmt::arg("tracks", plan.most_tracks),
            fmt::arg("agents", kAgents),
            fmt::arg("earlier", kEarlier),
            fmt::arg("first", first),
            fmt::arg("last", std::min(first + kBlock - 1, plan.large_rows))
        ));
    }
    site.sql("vacuum analyze voting_ledger");
    site.sql("checkpoint");
}

double seconds_to_first_chart(BenchSite& site)
{
    auto const began = std::chrono::steady_clock::now();
    auto const port = site.serve();
    auto const answer = ask(port, {.target = "/api/v1/top/alltime"});
    auto const took = std::chrono::duration<double>{std::chrono::steady_clock::now() - began};
    return answer.status == 200 ? took.count() : -1;
}

}  // namespace

std::vector<Figure> measure_large_ledger(BenchPlan const& plan)
{
    auto large = BenchSite{plan.postgres};
    auto empty = BenchSite{plan.postgres};
    plan.on_step(fmt::format("large ledger: {} tracks", plan.most_tracks));
    large.fill(plan.most_tracks, kAgents + kEarlier, 0);
    empty.fill(plan.most_tracks, kAgents, 0);
    fill_ledger(large, plan);
    auto const keys = large.keys(kAgents);
    auto const empty_keys = empty.keys(kAgents);

    plan.on_step("start with the whole ledger to fold");
    auto const whole = seconds_to_first_chart(large);
    large.stop();
    plan.on_step("start after an orderly stop");
    auto const again = seconds_to_first_chart(large);
    large.stop();
    auto const of = [&](unsigned port, std::vector<std::string> const& held) {
        return ClientLoad{
            .port = port,
            .connections = kConnections,
            .seconds = static_cast<double>(plan.seconds),
            .next = vote_requests(zipf_votes(kAgents, plan.most_tracks), held)
        };
    };
    auto const old_load = of(large.serve(), keys);
    auto const new_load = of(empty.serve(), empty_keys);
    auto const yardstick = std::string{"PostgreSQL: votes by Zipf, empty ledger, 256"};
    auto const rows = fmt::format("{:g} million rows", static_cast<double>(plan.large_rows) / 1e6);
    auto figures = take_turns(
        plan,
        {{{.name = yardstick}, [new_load] { return run_load(new_load); }},
         {{.name = "PostgreSQL: the same on " + rows, .yardstick = yardstick, .least_ratio = 0.80},
          [old_load] { return run_load(old_load); }}}
    );
    figures.push_back(once({.name = "start, " + rows + " to fold", .unit = "s"}, whole));
    figures.push_back(
        once({.name = "start after an orderly stop", .unit = "s", .most_value = 3}, again)
    );
    return figures;
}

}  // namespace upbeat::apps
