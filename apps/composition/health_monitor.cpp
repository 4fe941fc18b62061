#include <upbeat/apps/composition/health_monitor.hpp>

#include <chrono>
#include <exception>
#include <string>
#include <utility>

#include <upbeat/apps/composition/version.hpp>
#include <upbeat/infrastructure/platform/records/database_clock.hpp>

namespace upbeat::apps {
namespace {

using namespace std::chrono_literals;
using platform::RedisState;

constexpr auto kEvery = 1s;
// A look that takes longer than this is itself the finding.
constexpr auto kPatience = 1500ms;

}  // namespace

HealthMonitor::HealthMonitor(Probes probes, Facts facts, Clock const& clock, platform::Log& log)
    : probes_{std::move(probes)},
      facts_{facts},
      clock_{clock},
      log_{log},
      started_{clock.now()},
      seen_{look()},
      thread_{[this] { run(); }}
{
}

HealthMonitor::~HealthMonitor()
{
    {
        auto const lock = std::lock_guard{mutex_};
        stopping_ = true;
    }
    wake_.notify_all();
    thread_.join();
}

HealthMonitor::Look HealthMonitor::look() const
{
    auto found = Look{};
    try {
        probes_.database();
        found.database = true;
        found.schema = probes_.schema_is_current();
        found.lead = probes_.clock_lead();
    } catch (std::exception const& failure) {
        log_.debug("database probe failed", {{"cause", failure.what()}});
    }
    if (probes_.redis) {
        found.redis = probes_.redis() ? RedisState::connected : RedisState::disconnected;
    }
    return found;
}

void HealthMonitor::run()
{
    auto lock = std::unique_lock{mutex_};
    while (!wake_.wait_for(lock, kEvery, [this] { return stopping_; })) {
        looking_since_ = clock_.now();
        lock.unlock();
        auto const found = look();
        lock.lock();
        looking_since_.reset();
        note(found);
        seen_ = found;
    }
}

// One line when something changes, not one a second while it lasts.
void HealthMonitor::note(Look const& found)
{
    if (found.database != seen_.database) {
        found.database ? log_.info("database answers again")
                       : log_.error("database does not answer");
    }
    auto const differs = [](Look const& look) {
        return std::chrono::abs(look.lead) > platform::kNotableLead;
    };
    if (differs(found) && !differs(seen_)) {
        log_.warn(
            "clock differs from the database's",
            {{"lead_s", std::chrono::duration<double>(found.lead).count()}}
        );
    }
    if (found.redis != seen_.redis) {
        found.redis == RedisState::connected ? log_.info("redis answers again")
                                             : log_.warn("redis does not answer");
    }
}

platform::HealthReport HealthMonitor::report() const
{
    auto report = platform::HealthReport{};
    report.at = clock_.now();
    report.version = std::string{version()};
    report.anti_gaming = facts_.anti_gaming;
    report.rate_limiting = facts_.rate_limiting;
    report.uptime = std::chrono::duration_cast<std::chrono::seconds>(report.at - started_);
    report.counts = probes_.counts();
    report.cluster = probes_.cluster();
    report.checkpoint = probes_.checkpoint();

    auto const lock = std::lock_guard{mutex_};
    auto const stuck = looking_since_ && report.at - *looking_since_ > kPatience;
    report.database_answers = seen_.database && !stuck;
    report.schema_is_current = seen_.schema && !stuck;
    report.redis = seen_.redis;
    report.clock_lead = std::chrono::round<std::chrono::milliseconds>(seen_.lead);
    report.clock_differs = std::chrono::abs(seen_.lead) > platform::kNotableLead;
    return report;
}

}  // namespace upbeat::apps
