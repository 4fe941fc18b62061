#include <upbeat/apps/composition/service.hpp>

#include <algorithm>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include <upbeat/apps/composition/config_rules.hpp>
#include <upbeat/infrastructure/platform/migrations/schema.hpp>
#include <upbeat/infrastructure/platform/records/database_clock.hpp>
#include <upbeat/infrastructure/platform/redis_probe.hpp>

namespace upbeat::apps {
namespace {

using namespace std::chrono_literals;

constexpr auto kRedisPatience = 500ms;
constexpr auto kLeastPatience = 500ms;  // for the database, when the service stops

platform::HealthCounts counts(Backend const& backend)
{
    auto const& index = backend.catalog.index;
    auto counts = platform::HealthCounts{
        .tracks = static_cast<std::int64_t>(index.size(ItemKind::track)),
        .tools = static_cast<std::int64_t>(index.size(ItemKind::tool))
    };
    backend.voting.state.read([&counts](voting::VotingProjection const& state) {
        counts.agents = static_cast<std::int64_t>(state.voters().size());
        counts.votes = static_cast<std::int64_t>(state.entries());
    });
    return counts;
}

HealthMonitor::Probes probes(
    Backend& backend, Config const& config, Cluster const& cluster, Checkpointer const& checkpointer
)
{
    auto probes = HealthMonitor::Probes{};
    probes.database = [&backend] { backend.database->ping(); };
    probes.schema_is_current = [&backend] {
        return sql::schema_status(*backend.database).usable();
    };
    probes.clock_lead = [&backend] {
        return platform::clock_lead(*backend.database, backend.clock);
    };
    probes.counts = [&backend] { return counts(backend); };
    probes.cluster = [&cluster] { return cluster.health(); };
    probes.checkpoint = [&checkpointer] { return checkpointer.health(); };
    if (auto const redis = redis_address(config); redis && *redis) {
        probes.redis = [address = **redis] {
            return platform::redis_answers(address, kRedisPatience);
        };
    }
    return probes;
}

voting::VoteWriterOptions writer_options(
    Backend& backend,
    Config const& config,
    platform::Log& log,
    platform::Metrics& metrics,
    voting::VoteAdmission& admission
)
{
    auto const intents = metrics.counter("upbeat_vote_intents_total", "Votes that were decided.");
    auto const batches = metrics.counter("upbeat_vote_batches_total", "Batches they came in.");
    auto const waiting = metrics.gauge("upbeat_vote_queue", "Votes left waiting after a batch.");
    auto const seconds = metrics.histogram(
        "upbeat_vote_batch_seconds", "Time of a batch.", platform::latency_bounds()
    );
    auto options = voting::VoteWriterOptions{};
    options.queue_limit = static_cast<std::size_t>(config.vote_queue);
    options.on_idle = [&backend] { backend.voting.cast_votes.settle(); };
    options.on_batch = [=, &admission](voting::VoteBatchReport const& report) {
        admission.note(report);
        intents.add(static_cast<double>(report.intents));
        batches.add();
        waiting.set(static_cast<double>(report.waiting));
        seconds.observe(std::chrono::duration<double>(report.took).count());
    };
    options.on_failure = [&log](char const* what) {
        log.error("a batch of votes failed", {{"cause", what}});
    };
    return options;
}

http::PipelineOptions pipeline_options(
    Config const& config,
    std::function<bool(http::Endpoint const&)> overloaded,
    voting::GetVoterStanding const& standings
)
{
    return {
        .quotas = {},
        .limits_exempt = http::NetworkList::parse(config.rate_limit_exempt).value(),
        .cors = http::Cors::parse(fmt::format("{}", fmt::join(config.cors_origins, ","))).value(),
        .streams =
            {.total = static_cast<std::size_t>(config.max_streams),
             .per_network = static_cast<std::size_t>(config.streams_per_network)},
        .overloaded = std::move(overloaded),
        .barred = [&standings](Actor const& actor) { return standings.barred(actor.voter); }
    };
}

// For the last checkpoint, when everything else took its time. Otherwise it may take what is left.
constexpr std::chrono::milliseconds kLastCheckpoint{1'500};

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

Service::Service(
    Backend& backend,
    Loaded loaded,
    Config const& config,
    platform::Log& log,
    platform::Metrics& metrics
)
    : backend_{backend},
      log_{log},
      open_streams_{metrics.gauge("upbeat_streams_open", "Event streams that are open.")},
      details_{static_cast<std::size_t>(config.detail_cache) * 1024 * 1024},
      audit_{*backend.database},
      vote_writer_{
          [&backend](std::span<voting::VoteGroup const> batch) {
              return backend.voting.cast_votes.execute(batch);
          },
          writer_options(backend, config, log, metrics, admission_)
      },
      feed_{backend.voting.state, backend.clock, backend.writer, config.top_min_votes},
      streams_{feed_},
      voting_{voting_edge(backend, config, vote_writer_, audit_, streams_)},
      guard_{backend, vote_writer_, log},
      checkpointer_{
          {.state = backend.voting.state,
           .store = backend.checkpoints,
           .clock = backend.clock,
           .log = log,
           .metrics = metrics},
          config.checkpoint_interval,
          loaded.checkpointed
      },
      cluster_{
          backend,
          std::move(loaded),
          config,
          log,
          [this](contracts::Event const& event) { forget(details_, event); }
      },
      health_{
          probes(backend, config, cluster_, checkpointer_),
          {.anti_gaming = config.anti_gaming != AntiGaming::off},
          backend.clock,
          log
      },
      workers_{{.threads = worker_threads(config)}},
      pipeline_{
          all_endpoints({backend, config, health_, metrics, details_, voting_}),
          pipeline_options(
              config,
              [this](http::Endpoint const& endpoint) {
                  return endpoint.kind == http::RouteKind::batched && endpoint.tag == "voting" &&
                         admission_.refuses(vote_writer_.waiting());
              },
              backend.voting.get_voter_standing
          ),
          {.clock = backend.clock,
           .authenticator = backend.authenticator,
           .limiter = cluster_.limiter(),
           .idempotency = backend.kept_answers,
           .workers = workers_,
           .on_failure =
               [&log](std::string_view id, std::string_view route, std::string_view what) {
                   log.error(
                       "request failed", {{"request_id", id}, {"route", route}, {"cause", what}}
                   );
               }}
      },
      stats_{route_names(pipeline_.router())},
      observer_{log, stats_, config.access_log},
      server_{server_options(config, observer_), pipeline_}
{
    backend.announcements.add([this](contracts::Event const& event) { forget(details_, event); });
    stats_.show_in(metrics);
}

Service::~Service()
{
    workers_.stop();
}

Result<void> Service::start()
{
    UPBEAT_CHECK(server_.start());
    ticker_.emplace(FeedTicker::Parts{feed_, streams_, server_, open_streams_}, log_);
    return {};
}

void Service::stop(std::chrono::milliseconds grace)
{
    auto const began = std::chrono::steady_clock::now();
    backend_.database->hurry(std::max<std::chrono::milliseconds>(grace / 2, kLeastPatience));
    if (ticker_) {
        ticker_->stop();
    }
    server_.stop(grace);
    workers_.stop(http::WorkerPool::Rest::drop);
    vote_writer_.stop();
    guard_.stop();
    cluster_.stop();
    try {
        backend_.identity.key_ring.note_use(backend_.clock.now(), identity::KeyRing::Uses::all);
    } catch (std::exception const& failure) {
        log_.warn("when keys were last used is not written down", {{"cause", failure.what()}});
    }
    auto const left = began + grace - std::chrono::steady_clock::now();
    checkpointer_.stop(
        std::max(kLastCheckpoint, std::chrono::floor<std::chrono::milliseconds>(left))
    );
}

}  // namespace upbeat::apps
