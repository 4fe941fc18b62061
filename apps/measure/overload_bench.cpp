#include <upbeat/apps/measure/overload_bench.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <ostream>
#include <stdexcept>

#include <boost/json.hpp>
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <upbeat/apps/measure/bench_site.hpp>

namespace upbeat::apps {
namespace {

constexpr std::int64_t kAgents = 1000;
constexpr std::int64_t kTracks = 4000;
constexpr int kPatient = 256;
constexpr int kCrowd = 2000;
constexpr double kTimes = 10;

// One key without quota for every agent.
std::vector<std::string> issue_keys(BenchSite& site)
{
    auto const backend = site.backend();
    auto keys = std::vector<std::string>{};
    auto const done = backend->database->write([&](sql::Session&) -> Result<void> {
        keys.clear();
        for (auto number = std::int64_t{1}; number <= kAgents; ++number) {
            auto wish = identity::IssueKeyCommand{};
            wish.act.actor = Actor::system();
            wish.tier = "enterprise";
            wish.agent = AgentId::trusted(fmt::format("demo-agent-{}", number));
            UPBEAT_TRY(auto const made, backend->identity.issue_key.execute(wish));
            keys.push_back(made.text.reveal());
        }
        return {};
    });
    if (!done) {
        throw std::runtime_error{done.error().detail};
    }
    return keys;
}

// Each agent's vote on each track, once.
class Votes {
   public:
    explicit Votes(std::vector<std::string> keys) : keys_{std::move(keys)} {}

    void next(std::string& out)
    {
        auto const pair = count_++;
        auto const body = fmt::format(
            R"({{"target_type":"track","target_id":"demo-track-{}","vote":1}})",
            pair / kAgents % kTracks + 1
        );
        fmt::format_to(
            std::back_inserter(out),
            "POST /api/v1/votes HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {}\r\n"
            "Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{}",
            keys_[static_cast<std::size_t>(pair % kAgents)],
            body.size(),
            body
        );
    }

   private:
    std::vector<std::string> keys_;
    std::int64_t count_ = 0;
};

// Of the server, which is this process's only child, in megabytes; 0 if it is not found.
double resident()
{
    auto const self = std::to_string(::getpid());
    auto children = std::ifstream{"/proc/self/task/" + self + "/children"};
    auto child = std::string{};
    children >> child;
    auto status = std::ifstream{"/proc/" + child + "/status"};
    for (auto line = std::string{}; std::getline(status, line);) {
        if (line.starts_with("VmRSS:")) {
            return std::stod(line.substr(6)) / 1024;
        }
    }
    return 0;
}

void allow_many_connections()
{
    auto limit = rlimit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

template <class Of>
double median(std::vector<OverloadRound> const& rounds, Of of)
{
    auto values = std::vector<double>{};
    for (auto const& round : rounds) {
        values.push_back(of(round));
    }
    std::ranges::sort(values);
    return values.empty() ? 0 : values[values.size() / 2];
}

double share(OverloadRound const& round)
{
    return round.peak.good > 0 ? round.crowd.good / round.peak.good : 0;
}

boost::json::object to_json(OverloadRound const& round)
{
    return {
        {"peak", round.peak.good},
        {"offered", round.crowd.offered},
        {"goodput", round.crowd.good},
        {"share", share(round)},
        {"refused", round.crowd.refused},
        {"admitted_p99_ms", round.crowd.good_p99},
        {"refused_p99_ms", round.crowd.refused_p99},
        {"without_retry_after", round.crowd.malformed},
        {"other", round.crowd.other},
        {"resident_mb_before", round.resident_before},
        {"resident_mb_after", round.resident_after}
    };
}

}  // namespace

std::vector<OverloadRound> measure_overload(OverloadPlan const& plan)
{
    allow_many_connections();
    plan.on_step(fmt::format("{} tracks, {} agents and their keys", kTracks, kAgents));
    auto site = BenchSite{plan.postgres};
    site.fill(kTracks, kAgents, 0);
    auto votes = Votes{issue_keys(site)};
    auto const port = site.serve();
    auto load = OfferedLoad{
        .port = port,
        .seconds = static_cast<double>(plan.seconds),
        .next = [&votes](std::string& out) { votes.next(out); }
    };
    auto rounds = std::vector<OverloadRound>{};
    for (auto number = 1; number <= plan.rounds; ++number) {
        plan.on_step(fmt::format("round {} of {}", number, plan.rounds));
        auto round = OverloadRound{};
        load.connections = kPatient;
        load.rate = 0;
        round.peak = offer(load);
        round.resident_before = resident();
        load.connections = kCrowd;
        load.rate = kTimes * round.peak.good;
        round.crowd = offer(load);
        round.resident_after = resident();
        rounds.push_back(round);
    }
    return rounds;
}

void print_overload(std::vector<OverloadRound> const& rounds, bool json, std::ostream& out)
{
    if (json) {
        auto list = boost::json::array{};
        for (auto const& round : rounds) {
            list.push_back(to_json(round));
        }
        out << boost::json::object{{"overload", std::move(list)}} << '\n';
        return;
    }
    out << fmt::format(
        "{:>8}{:>10}{:>10}{:>8}{:>10}{:>13}{:>12}{:>6}{:>7}{:>9}{:>9}\n",
        "peak/s",
        "offered/s",
        "goodput/s",
        "share",
        "refused/s",
        "admitted p99",
        "refused p99",
        "bad",
        "other",
        "MB",
        "MB after"
    );
    for (auto const& round : rounds) {
        auto const& crowd = round.crowd;
        out << fmt::format(
            "{:>8.0f}{:>10.0f}{:>10.0f}{:>8.2f}{:>10.0f}{:>10.1f} ms{:>9.1f} "
            "ms{:>6}{:>7}{:>9.0f}{:>9.0f}\n",
            round.peak.good,
            crowd.offered,
            crowd.good,
            share(round),
            crowd.refused,
            crowd.good_p99,
            crowd.refused_p99,
            crowd.malformed,
            crowd.other,
            round.resident_before,
            round.resident_after
        );
    }
    out << fmt::format(
        "median: {:.2f} of the peak (goal 0.80), admitted p99 {:.1f} ms (goal 200)\n",
        median(rounds, share),
        median(rounds, [](OverloadRound const& round) { return round.crowd.good_p99; })
    );
}

}  // namespace upbeat::apps
