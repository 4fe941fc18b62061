#include <deque>

#include <fmt/format.h>

#include <upbeat/apps/measure/bench_plan.hpp>
#include <upbeat/apps/measure/bench_site.hpp>
#include <upbeat/apps/measure/load_client.hpp>
#include <upbeat/apps/measure/load_tools.hpp>
#include <upbeat/apps/measure/vote_patterns.hpp>

namespace upbeat::apps {
namespace {

constexpr std::int64_t kFewest = 1'000;
constexpr std::int64_t kAgents = 5'000;
constexpr double kGoal = 0.90;
constexpr double kMostBytesATrack = 300;

struct Sized {
    std::int64_t tracks;
    BenchSite site{""};
    std::vector<std::string> keys{};
    unsigned port = 0;
    double bytes = 0;
    RequestSource next{};
};

std::vector<std::int64_t> sizes(BenchPlan const& plan)
{
    auto all = std::vector<std::int64_t>{};
    for (auto tracks = kFewest; tracks < plan.most_tracks; tracks *= 100) {
        all.push_back(tracks);
    }
    all.push_back(plan.most_tracks);
    return all;
}

void prepare(Sized& sized, BenchPlan const& plan)
{
    plan.on_step(fmt::format("sizes: {} tracks", sized.tracks));
    sized.site.fill(sized.tracks, kAgents, 0);
    sized.keys = sized.site.keys(kAgents);
    sized.port = sized.site.serve();
    sized.bytes = sized.site.memory().own;
    // On as many tracks everywhere, spread over all: what differs is what lies between them.
    sized.next = vote_requests(uniform_votes(kAgents, sized.tracks), sized.keys);
}

Figure figure_of(std::string const& what, Sized const& sized)
{
    auto const name = [&](std::int64_t tracks) {
        return fmt::format("{}, {} tracks", what, tracks);
    };
    if (sized.tracks == kFewest) {
        return {.name = name(kFewest)};
    }
    return {.name = name(sized.tracks), .yardstick = name(kFewest), .least_ratio = kGoal};
}

}  // namespace

std::vector<Figure> measure_sizes(BenchPlan const& plan)
{
    auto all = std::deque<Sized>{};
    for (auto const tracks : sizes(plan)) {
        prepare(all.emplace_back(tracks), plan);
    }
    auto subjects = std::vector<Subject>{};
    for (auto const& sized : all) {
        auto const load = Load{
            .url = fmt::format("http://127.0.0.1:{}/api/v1/top/alltime?limit=10", sized.port),
            .seconds = plan.seconds
        };
        subjects.push_back({figure_of("GET top", sized), [&plan, load] {
                                return run_wrk(plan.wrk, load);
                            }});
    }
    for (auto const& sized : all) {
        auto const load = ClientLoad{
            .port = sized.port, .seconds = static_cast<double>(plan.seconds), .next = sized.next
        };
        subjects.push_back({figure_of("SQLite votes, 64", sized), [load] { return run_load(load); }}
        );
    }
    auto figures = take_turns(plan, std::move(subjects));
    auto const& least = all.front();
    auto const& most = all.back();
    if (most.tracks > least.tracks) {
        figures.push_back(once(
            {.name = "memory of a track more", .unit = "B", .most_value = kMostBytesATrack},
            (most.bytes - least.bytes) / static_cast<double>(most.tracks - least.tracks)
        ));
    }
    return figures;
}

}  // namespace upbeat::apps
