#include <upbeat/apps/cli/serve_command.hpp>

#include <chrono>
#include <filesystem>
#include <memory>
#include <utility>

#include <upbeat/apps/cli/failure.hpp>
#include <upbeat/apps/composition/config_rules.hpp>
#include <upbeat/apps/composition/descriptor_limit.hpp>
#include <upbeat/apps/composition/open_database.hpp>
#include <upbeat/apps/composition/service.hpp>
#include <upbeat/apps/composition/shutdown_signal.hpp>
#include <upbeat/apps/composition/version.hpp>

namespace upbeat::apps {
namespace {

// Workers, the vote writer, the follower, the checkpointer and the health monitor.
constexpr std::size_t kConnectionsBeside = 5;

// What stopping may take beyond the grace for requests: together ten seconds at most.
constexpr std::chrono::seconds kSlack{1};

std::size_t connections(Config const& config)
{
    return config.database_connections > 0 ? static_cast<std::size_t>(config.database_connections)
                                           : worker_threads(config) + kConnectionsBeside;
}

Result<std::unique_ptr<sql::Database>> ready_database(
    Serve const& command, Config const& config, platform::Log& log, platform::Metrics& metrics
)
{
    UPBEAT_TRY(
        auto database,
        open_database(
            config,
            {.connections = connections(config),
             .answer_timeout = config.database_timeout,
             .log = log,
             .metrics = &metrics}
        )
    );
    auto const policy = command.migrate ? SchemaPolicy::migrate : SchemaPolicy::migrate_embedded;
    UPBEAT_CHECK(prepare_schema(*database, policy, platform::SystemClock{}, log));
    return database;
}

// Answers to votes that are not kept must never leave a real installation.
Result<void> may_forget_votes(Serve const& command, Config const& config)
{
    auto const folder = std::filesystem::path{config.data_dir}.filename().string();
    if (!command.forget_votes || folder.starts_with(kBenchFolder)) {
        return {};
    }
    return fail(Error{
        ErrorKind::invalid_input, "bench_only", "this option is for the servers of upbeat bench"
    });
}

double milliseconds(std::chrono::microseconds took)
{
    return std::chrono::duration<double, std::milli>(took).count();
}

void tell_loaded(
    voting::RebuildReport const& loaded,
    std::chrono::microseconds took,
    platform::Log& log,
    platform::Metrics& metrics
)
{
    if (!loaded.checkpoint_refused.empty()) {
        log.warn(
            "the checkpoint was not used, the whole ledger was read",
            {{"cause", loaded.checkpoint_refused}}
        );
    }
    log.info(
        "loaded",
        {{"items", loaded.items},
         {"voters", loaded.voters},
         {"votes", loaded.entries},
         {"checkpointed", loaded.checkpointed},
         {"unannounced", loaded.unannounced},
         {"ms", milliseconds(took)},
         {"directories_ms", milliseconds(loaded.phases.directories)},
         {"checkpoint_ms", milliseconds(loaded.phases.checkpoint)},
         {"ledger_ms", milliseconds(loaded.phases.ledger)},
         {"orders_ms", milliseconds(loaded.phases.orders)}}
    );
    auto const phase = [&metrics](char const* name, std::chrono::microseconds spent) {
        metrics.gauge(
                   "upbeat_start_seconds", "How long the start took.", {{"phase", name}}
        ).set(std::chrono::duration<double>(spent).count());
    };
    phase("directories", loaded.phases.directories);
    phase("checkpoint", loaded.phases.checkpoint);
    phase("ledger", loaded.phases.ledger);
    phase("orders", loaded.phases.orders);
    phase("all", took);
    metrics.gauge("upbeat_start_tail_votes", "Votes that the start read from the ledger.")
        .set(static_cast<double>(loaded.entries));
}

void run_until_told(
    Service& service, Config const& config, ShutdownSignal const& signal, platform::Log& log
)
{
    log.info(
        "listening",
        {{"address", config.api_host},
         {"port", static_cast<int>(service.port())},
         {"database", database_for_people(config)},
         {"version", version()}}
    );
    auto const number = signal.wait();
    log.info("stopping", {{"signal", number}});
    signal.insist_on_next();
    signal.insist_after(config.shutdown_timeout + kSlack, [&log] {
        log.error("ended before everything was finished");
        return static_cast<int>(ExitCode::unfinished);
    });
    service.stop(config.shutdown_timeout);
}

Result<void> serve_with(Serve const& command, Config const& config, platform::Log& log)
{
    UPBEAT_CHECK(fit_to_serve(config));
    UPBEAT_CHECK(may_forget_votes(command, config));
    raise_descriptor_limit();
    auto const signal = ShutdownSignal{};
    auto metrics = platform::Metrics{};
    UPBEAT_TRY(auto database, ready_database(command, config, log, metrics));
    UPBEAT_CHECK(check_clock(*database, platform::SystemClock{}, log));
    UPBEAT_TRY(auto secret, effective_secret(config));
    auto backend = Backend{
        {.config = config,
         .database = std::move(database),
         .secret = std::move(secret),
         .purpose = Purpose::serving,
         .forget_votes = command.forget_votes}
    };
    auto const before = backend.clock.now();
    auto const loaded = backend.load();
    tell_loaded(loaded, backend.clock.now() - before, log, metrics);
    auto const checkpointed = static_cast<std::uint64_t>(loaded.checkpointed);
    auto service =
        Service{backend, {.since = before, .checkpointed = checkpointed}, config, log, metrics};
    UPBEAT_CHECK(service.start());
    run_until_told(service, config, signal, log);
    log.info("stopped");
    return {};
}

}  // namespace

ExitCode serve(Serve const& command, Config const& config, Terminal const& terminal)
{
    auto log = platform::Log{{.level = config.log_level, .format = config.log_format}};
    auto const done = serve_with(command, config, log);
    return done ? ExitCode::ok : report(done.error(), terminal);
}

}  // namespace upbeat::apps
