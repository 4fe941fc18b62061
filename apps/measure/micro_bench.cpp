#include <algorithm>
#include <chrono>
#include <ctime>
#include <iterator>
#include <memory>
#include <stdexcept>

#include <upbeat/adapters/http/input_reader.hpp>
#include <upbeat/adapters/voting/routes.hpp>
#include <upbeat/apps/composition/edge.hpp>
#include <upbeat/apps/measure/bench_plan.hpp>
#include <upbeat/apps/measure/bench_site.hpp>
#include <upbeat/domain/voting/recent_votes.hpp>
#include <upbeat/infrastructure/voting/unit_audit_log.hpp>

namespace upbeat::apps {
namespace {

using namespace std::chrono_literals;

constexpr std::int64_t kKeys = 1'000;
constexpr int kTimes = 200'000;

class ClosedQueue final : public voting::VoteQueue {
   public:
    bool submit(voting::VoteGroup, Done) override { return false; }
};

// What this thread has computed, which what else runs on the machine does not lengthen.
double computed_micros()
{
    auto spent = timespec{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
    return static_cast<double>(spent.tv_sec) * 1e6 + static_cast<double>(spent.tv_nsec) / 1e3;
}

// Microseconds of one `act(number)`.
template <class Act>
Sample timed(Act const& act)
{
    auto const before = computed_micros();
    for (auto i = 0; i < kTimes; ++i) {
        if (!act(i)) {
            throw std::runtime_error{"what is measured does not work"};
        }
    }
    return {.value = (computed_micros() - before) / kTimes};
}

// Agents of one day and one network among the site's other voters, and the detector that looks at
// each vote beside the others.
class Onlookers {
   public:
    Onlookers()
    {
        for (auto i = 0; i < kAgents; ++i) {
            auto const age = std::chrono::hours{i < kAgents / 2 ? 1 : 24 * i};
            voters_.put({VoterNum{i + 1}, voting::OwnerNum{i + 1}, now_ - age, false});
        }
        for (auto i = 0; i < 2 * kAgents; ++i) {
            look(kAgents / 2 + i % (kAgents / 2), 1 + i % 50, 30s);
        }
    }

    // The next vote: of an agent of that day, on an item.
    bool look(int place, std::int64_t item, std::chrono::microseconds later)
    {
        now_ += later;
        auto entry = voting::LedgerEntry{
            .item = ItemNum{item}, .voter = VoterNum{place + 1}, .direction = Direction::up
        };
        entry.at = now_;
        entry.network = place < kAgents / 2 ? 1 : 1'000 + static_cast<std::uint64_t>(place);
        recent_.fold(entry, *voters_.find(entry.voter));
        return recent_.crowd(entry, voters_).has_value();
    }

    static constexpr int kAgents = 1'000;

   private:
    Timestamp now_ = from_micros(1'772'625'600'000'000);
    voting::VoterTable voters_{};
    voting::RecentVotes recent_{};
};

// What the look at the item's other votes adds to a vote: sixteen by strangers, sixteen by agents
// that have everything in common. A millisecond apart, so that the sample of the site stays.
std::vector<Subject> looks()
{
    auto const onlookers = std::make_shared<Onlookers>();
    return {
        {{.name = "a vote among strangers", .unit = "us", .most_value = 1.0},
         [onlookers] {
             return timed([&](int i) {
                 auto const place = Onlookers::kAgents / 2 + (i + i / 1'000) % 500;
                 return !onlookers->look(place, 100 + i % 1'000, 1ms);
             });
         }},
        {{.name = "a vote in a crowd", .unit = "us", .most_value = 2.0},
         [onlookers] {
             return timed([&](int i) { return onlookers->look(i % 500, 1'000'000, 1ms) || i < 16; }
             );
         }}
    };
}

http::Request vote_request()
{
    http::Request request;
    request.method = http::Method::post;
    request.target = request.path = "/api/v1/vote";
    request.headers.add("content-type", "application/json");
    request.body = R"({"item_type":"song","item_id":"demo-track-12345","vote":"up"})";
    return request;
}

}  // namespace

// In this process: the same objects that a server is made of, without a server around them.
std::vector<Figure> measure_parts_of_a_vote(BenchPlan const& plan)
{
    auto site = BenchSite{""};
    plan.on_step("the parts of a vote");
    site.fill(100, kKeys, 0);
    auto const keys = site.keys(kKeys);
    auto const config = site.config();
    auto const backend = site.backend();
    auto const now = backend->clock.now();
    for (auto const& key : keys) {
        static_cast<void>(backend->authenticator.load(key, now));
    }
    ClosedQueue queue;
    voting::UnitAuditLog audit{*backend->database};
    auto feed = voting::ScoreFeed{backend->voting.state, backend->clock, backend->writer};
    auto streams = voting::ScoreStreams{feed};
    auto const edge = voting_edge(*backend, config, queue, audit, streams);
    http::Router const router{voting::cast_vote_endpoints(edge)};
    auto const request = vote_request();
    auto const match = router.find(request.method, request.path);

    auto subjects = std::vector<Subject>{};
    subjects.push_back({{.name = "key check, 1,000 keys", .unit = "us", .most_value = 1.0}, [&] {
                            return timed([&](int i) {
                                auto const place = static_cast<std::size_t>(i) % keys.size();
                                auto const actor = backend->authenticator.recall(keys[place], now);
                                return actor && *actor;
                            });
                        }});
    subjects.push_back(
        {{.name = "a vote's body, read and judged", .unit = "us", .most_value = 0.5},
         [&] {
             return timed([&](int) {
                 return http::read_input(*match.route, match.parameters, request).has_value();
             });
         }}
    );
    std::ranges::move(looks(), std::back_inserter(subjects));
    return take_turns(plan, std::move(subjects));
}

}  // namespace upbeat::apps
