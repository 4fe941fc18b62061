#include <algorithm>
#include <chrono>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include <upbeat/apps/bench/http_client.hpp>
#include <upbeat/apps/composition/descriptor_limit.hpp>
#include <upbeat/apps/measure/bench_plan.hpp>
#include <upbeat/apps/measure/bench_site.hpp>
#include <upbeat/apps/measure/stream_clients.hpp>

namespace upbeat::apps {
namespace {

constexpr std::size_t kStreams = 10'000;
constexpr double kGoalBytes = 10'240;
constexpr double kGoalDelay = 200;  // ms
constexpr std::int64_t kAgents = 500;
constexpr std::size_t kReserve = 100;  // descriptors for everything else

double share_of(std::vector<double>& sorted, double share)
{
    if (sorted.empty()) {
        return 0;
    }
    auto const place = static_cast<double>(sorted.size() - 1) * share;
    return sorted[static_cast<std::size_t>(place)];
}

// Votes at a steady pace, each by another agent on another track, and how long the streams took.
class VoteTeller {
   public:
    VoteTeller(unsigned port, std::vector<std::string> keys, StreamClients& clients)
        : port_{port}, keys_{std::move(keys)}, clients_{clients}
    {
    }

    Sample run(int votes, std::chrono::milliseconds apart)
    {
        auto const began = StreamClients::Clock::now();
        for (auto number = 0; number < votes; ++number) {
            std::this_thread::sleep_until(began + number * apart);
            cast(++track_);
        }
        clients_.wait(std::chrono::seconds{10});
        auto const took = std::chrono::duration<double>(StreamClients::Clock::now() - began);
        auto delays = clients_.take_delays();
        std::ranges::sort(delays);
        auto const missing = clients_.missing();
        return {
            .value = static_cast<double>(delays.size()) / took.count(),
            .p50 = share_of(delays, 0.5),
            .p99 = share_of(delays, 0.99),
            .bad = missing - std::exchange(missing_, missing)
        };
    }

   private:
    void cast(std::int64_t track)
    {
        clients_.expect(track);
        auto const key = static_cast<std::size_t>(track) % keys_.size();
        auto const answer =
            ask(port_,
                {.method = "POST",
                 .target = "/api/v1/vote",
                 .body = fmt::format(
                     R"({{"item_type":"song","item_id":"demo-track-{}","vote":"up"}})", track
                 ),
                 .key = keys_[key]});
        if (answer.status != 200) {
            throw std::runtime_error{"a vote was refused: " + answer.body};
        }
    }

    unsigned port_;
    std::vector<std::string> keys_;
    StreamClients& clients_;
    std::int64_t track_ = 0;
    std::int64_t missing_ = 0;
};

}  // namespace

// From just before a vote is sent, so with its way through the pipeline and its commit.
std::vector<Figure> measure_streams(BenchPlan const& plan)
{
    auto const limit = raise_descriptor_limit();
    auto const count = std::min(kStreams, limit > kReserve ? limit - kReserve : 0);
    auto const per_second = 50;
    auto const votes_slow = 4 * plan.seconds;
    auto const votes_fast = per_second * plan.seconds;
    auto const tracks = std::int64_t{plan.rounds} * (votes_slow + votes_fast);

    plan.on_step(fmt::format("{} streams on {} tracks", count, tracks));
    auto site = BenchSite{""};
    site.migrate();
    site.fill(tracks, kAgents, 0);
    auto keys = site.keys(kAgents);
    auto const port = site.serve();
    auto const before = site.memory().own;
    auto clients = StreamClients{port, count};
    auto const each = (site.memory().own - before) / static_cast<double>(count);

    auto const name = fmt::format("{} streams", count);
    auto figures = std::vector<Figure>{
        {.name = name + ": 4 votes/s, delivered", .most_p99 = kGoalDelay},
        {.name = fmt::format("{}: {} votes/s, delivered", name, per_second), .most_p99 = kGoalDelay}
    };
    auto teller = VoteTeller{port, std::move(keys), clients};
    for (auto round = 1; round <= plan.rounds; ++round) {
        plan.on_step(fmt::format("round {} of {}: {}", round, plan.rounds, name));
        figures[0].samples.push_back(teller.run(votes_slow, std::chrono::milliseconds{250}));
        figures[1].samples.push_back(
            teller.run(votes_fast, std::chrono::milliseconds{1000 / per_second})
        );
    }
    auto const after = (site.memory().own - before) / static_cast<double>(count);
    auto memory = Figure{.name = name + ": memory of one", .unit = " B", .most_value = kGoalBytes};
    memory.samples = {{.value = each}, {.value = after}};
    figures.push_back(std::move(memory));
    return figures;
}

}  // namespace upbeat::apps
