#include <upbeat/adapters/platform/health_endpoints.hpp>

#include <string>
#include <string_view>

namespace upbeat::platform {
namespace {

using http::constant;
using http::Context;
using http::Endpoint;
using http::Nothing;
using http::out;
using http::Presenter;
using http::presenter;
using http::Reply;

std::string status_word(HealthReport const& report)
{
    if (!report.ready()) {
        return "unhealthy";
    }
    auto const degraded = report.redis == RedisState::disconnected || report.clock_differs ||
                          report.cluster.degraded() ||
                          report.checkpoint.state == CheckpointHealth::State::overdue;
    return degraded ? "degraded" : "healthy";
}

std::string redis_word(HealthReport const& report)
{
    switch (report.redis) {
        case RedisState::not_configured: return "not configured";
        case RedisState::connected: return "connected";
        case RedisState::disconnected: return "disconnected";
    }
    return "not configured";
}

std::string notices_word(HealthReport const& report)
{
    switch (report.cluster.notices) {
        case ClusterHealth::Notices::off: return "off";
        case ClusterHealth::Notices::flowing: return "flowing";
        case ClusterHealth::Notices::interrupted: return "interrupted";
    }
    return "off";
}

std::string limits_word(HealthReport const& report)
{
    switch (report.cluster.limits) {
        case ClusterHealth::Limits::own: return "own";
        case ClusterHealth::Limits::shared: return "shared";
        case ClusterHealth::Limits::interrupted: return "interrupted";
    }
    return "own";
}

std::string checkpoint_word(CheckpointHealth const& checkpoint)
{
    switch (checkpoint.state) {
        case CheckpointHealth::State::off: return "off";
        case CheckpointHealth::State::current: return "current";
        case CheckpointHealth::State::overdue: return "overdue";
    }
    return "off";
}

std::optional<std::int64_t> checkpoint_age(CheckpointHealth const& checkpoint)
{
    return checkpoint.age ? std::optional<std::int64_t>{checkpoint.age->count()} : std::nullopt;
}

std::string database_word(HealthReport const& report)
{
    return report.database_answers ? "connected" : "disconnected";
}

HealthReport const& itself(HealthReport const& report)
{
    return report;
}

Presenter<HealthReport> database_presenter()
{
    auto const counts = presenter<HealthCounts>(
        "",
        out("agents_count", &HealthCounts::agents),
        out("songs_count", &HealthCounts::tracks),
        out("tools_count", &HealthCounts::tools),
        out("votes_count", &HealthCounts::votes)
    );
    return presenter<HealthReport>(
        "",
        out("status", database_word),
        out("schema_current", &HealthReport::schema_is_current),
        out("stats", &HealthReport::counts, counts)
    );
}

Presenter<HealthReport> health_presenter()
{
    auto const features = presenter<HealthReport>(
        "",
        out("anti_gaming", &HealthReport::anti_gaming),
        out("rate_limiting", &HealthReport::rate_limiting)
    );
    auto const cluster = presenter<HealthReport>(
        "",
        out("notices", notices_word),
        out("limits", limits_word),
        out("clock_lead_ms",
            [](HealthReport const& report) {
                return static_cast<std::int64_t>(report.clock_lead.count());
            })
    );
    auto const checkpoint = presenter<CheckpointHealth>(
        "",
        out("status", checkpoint_word),
        out("age_seconds", checkpoint_age),
        out("votes_since", &CheckpointHealth::votes_since)
    );
    // Nothing is kept in Redis: charts, keys and limits live in the memory of the node.
    auto const cache = presenter<HealthReport>("", constant("backend", std::string{"memory"}));
    return presenter<HealthReport>(
        "Health",
        out("status", status_word),
        out("timestamp", &HealthReport::at),
        out("version", &HealthReport::version),
        out("features", itself, features),
        out("database", itself, database_presenter()),
        out("redis", redis_word),
        out("cache", itself, cache),
        out("cluster", itself, cluster),
        out("checkpoint", &HealthReport::checkpoint, checkpoint),
        out("uptime_seconds",
            [](HealthReport const& report) {
                return static_cast<std::int64_t>(report.uptime.count());
            })
    );
}

Endpoint health(HealthSource const& source)
{
    return http::get("/health")
        .tag("operations")
        .operation("health")
        .summary("How the service is doing")
        .description(
            "`healthy`; `degraded` while a configured Redis does not answer, while this node hears "
            "no change notices of the others or cannot share request limits with them, or while "
            "three "
            "checkpoints in a row that were due could not be written; `unhealthy` "
            "with status 503 while the database does not answer. The counts are this node's. "
            "`cluster.notices` is `off` with SQLite, where there are no other nodes; "
            "`cluster.limits` is `own` without a Redis; "
            "`cluster.clock_lead_ms` is how far this machine's clock is ahead of the database's, "
            "and more than five seconds is `degraded` too. `checkpoint` says how many votes a "
            "start "
            "would have to read from the ledger; `off` with CHECKPOINT_INTERVAL=0."
        )
        .uncounted()
        .returns<HealthReport>(200, health_presenter())
        .or_returns(503, [](HealthReport const& report) { return !report.ready(); })
        .batched([&source](Context const&, Nothing&&, Reply<HealthReport> reply) {
            reply(source.report());
        });
}

Endpoint liveness(HealthSource const& source)
{
    auto const alive =
        presenter<HealthReport>("Liveness", constant("status", std::string{"alive"}));
    return http::get("/health/live")
        .tag("operations")
        .operation("liveness")
        .summary("Whether the process answers at all")
        .uncounted()
        .returns<HealthReport>(200, alive)
        .batched([&source](Context const&, Nothing&&, Reply<HealthReport> reply) {
            reply(source.report());
        });
}

Endpoint readiness(HealthSource const& source)
{
    auto const word = [](HealthReport const& report) {
        return std::string{report.ready() ? "ready" : "not ready"};
    };
    auto const ready = presenter<HealthReport>(
        "Readiness",
        out("status", word),
        out("database", database_word),
        out("schema_current", &HealthReport::schema_is_current)
    );
    return http::get("/health/ready")
        .tag("operations")
        .operation("readiness")
        .summary("Whether this node can serve requests now")
        .description("The database answers and has the schema of this version; else 503.")
        .uncounted()
        .returns<HealthReport>(200, ready)
        .or_returns(503, [](HealthReport const& report) { return !report.ready(); })
        .batched([&source](Context const&, Nothing&&, Reply<HealthReport> reply) {
            reply(source.report());
        });
}

}  // namespace

http::Endpoints health_endpoints(HealthSource const& source)
{
    return {health(source), liveness(source), readiness(source)};
}

}  // namespace upbeat::platform
