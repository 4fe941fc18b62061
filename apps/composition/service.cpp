#include <upbeat/apps/composition/service.hpp>

#include <algorithm>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include <upbeat/adapters/platform/health_endpoints.hpp>
#include <upbeat/adapters/platform/metrics_endpoint.hpp>
#include <upbeat/apps/composition/config_rules.hpp>
#include <upbeat/infrastructure/platform/migrations/schema.hpp>
#include <upbeat/infrastructure/platform/redis_probe.hpp>

namespace upbeat::apps {
namespace {

using namespace std::chrono_literals;

constexpr auto kRedisPatience = 500ms;

HealthMonitor::Probes probes(Backend& backend, Config const& config)
{
    auto probes = HealthMonitor::Probes{};
    probes.database = [&backend] { backend.database->ping(); };
    probes.schema_is_current = [&backend] {
        return sql::schema_status(*backend.database).usable();
    };
    probes.counts = [] { return platform::HealthCounts{}; };
    if (auto const redis = redis_address(config); redis && *redis) {
        probes.redis = [address = **redis] {
            return platform::redis_answers(address, kRedisPatience);
        };
    }
    return probes;
}

http::Endpoints endpoints(
    HealthMonitor const& health, platform::Metrics& metrics, Config const& config
)
{
    auto all = platform::health_endpoints(health);
    // The setting was checked when it was read.
    auto networks = http::NetworkList::parse(config.metrics_networks).value();
    all.push_back(platform::metrics_endpoint(std::move(networks), [&metrics] {
        return metrics.text();
    }));
    return all;
}

http::PipelineOptions pipeline_options(Config const& config)
{
    return {
        .quotas = {},
        .limits_exempt = http::NetworkList::parse(config.rate_limit_exempt).value(),
        .cors = http::Cors::parse(fmt::format("{}", fmt::join(config.cors_origins, ","))).value()
    };
}

std::vector<std::string> route_names(http::Router const& router)
{
    auto names = std::vector<std::string>{};
    for (auto const& route : router.routes()) {
        names.push_back(route->path);
    }
    std::ranges::sort(names);
    names.erase(std::ranges::unique(names).begin(), names.end());
    return names;
}

http::ServerOptions server_options(Config const& config, http::Observer& observer)
{
    auto options = http::ServerOptions{};
    options.address = config.api_host;
    options.port = static_cast<std::uint16_t>(config.api_port);
    options.threads = static_cast<unsigned>(config.io_threads);
    options.max_connections = static_cast<std::size_t>(config.max_connections);
    options.idle_timeout = config.idle_timeout;
    options.body_timeout = config.request_timeout;
    options.write_timeout = config.request_timeout;
    options.trusted_proxies = http::NetworkList::parse(config.trusted_proxies).value();
    options.observer = &observer;
    return options;
}

}  // namespace

std::size_t worker_threads(Config const& config)
{
    if (config.worker_threads > 0) {
        return static_cast<std::size_t>(config.worker_threads);
    }
    return std::max<std::size_t>(4, 2 * std::size_t{std::thread::hardware_concurrency()});
}

Service::Service(Backend& backend, Config const& config, platform::Log& log, platform::Metrics& metrics)
    : health_{probes(backend, config), {.anti_gaming = config.anti_gaming != AntiGaming::off}, backend.clock, log},
      workers_{{.threads = worker_threads(config)}},
      pipeline_{endpoints(health_, metrics, config),
                pipeline_options(config),
                {.clock = backend.clock,
                 .authenticator = authenticator_,
                 .limiter = limiter_,
                 .idempotency = idempotency_,
                 .workers = workers_,
                 .on_failure = [&log](std::string_view id, std::string_view route,
                                      std::string_view what) {
                     log.error("request failed", {{"request_id", id}, {"route", route}, {"cause", what}});
                 }}},
      stats_{route_names(pipeline_.router())},
      observer_{log, stats_, config.access_log},
      server_{server_options(config, observer_), pipeline_}
{
    stats_.show_in(metrics);
}

Service::~Service()
{
    workers_.stop();
}

Result<void> Service::start()
{
    return server_.start();
}

void Service::stop(std::chrono::milliseconds grace)
{
    server_.stop(grace);
    workers_.stop();
}

}  // namespace upbeat::apps
