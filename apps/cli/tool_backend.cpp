#include <upbeat/apps/cli/tool_backend.hpp>

#include <utility>

#include <upbeat/apps/cli/failure.hpp>
#include <upbeat/apps/composition/config_rules.hpp>
#include <upbeat/apps/composition/open_database.hpp>

namespace upbeat::apps {
namespace {

constexpr std::size_t kConnections = 3;

Result<std::unique_ptr<sql::Database>> ready_database(Config const& config, platform::Log& log)
{
    UPBEAT_TRY(auto database, open_database(config, {.connections = kConnections, .log = log}));
    UPBEAT_CHECK(
        prepare_schema(*database, SchemaPolicy::migrate_embedded, platform::SystemClock{}, log)
    );
    return database;
}

}  // namespace

ExitCode with_backend(
    Config const& config,
    Terminal const& terminal,
    Purpose purpose,
    std::function<ExitCode(Backend&)> const& work
)
{
    auto log = platform::Log{{.level = platform::LogLevel::warn, .format = config.log_format}};
    auto database = ready_database(config, log);
    if (!database) {
        return report(database.error(), terminal);
    }
    auto secret = effective_secret(config);
    if (!secret) {
        return report(secret.error(), terminal);
    }
    auto backend = Backend{
        {.config = config,
         .database = std::move(*database),
         .secret = std::move(*secret),
         .purpose = purpose}
    };
    return work(backend);
}

}  // namespace upbeat::apps
