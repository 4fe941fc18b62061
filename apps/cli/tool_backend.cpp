#include <upbeat/apps/cli/tool_backend.hpp>

#include <filesystem>
#include <system_error>
#include <utility>

#include <fmt/format.h>

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

Result<void> find_database(Config const& config)
{
    UPBEAT_TRY(auto const location, database_location(config));
    auto unreadable = std::error_code{};
    if (uses_postgres(config) || std::filesystem::exists(location.reveal(), unreadable)) {
        return {};
    }
    return fail(Error{
        .kind = ErrorKind::unavailable,
        .code = "storage_unusable",
        .detail = fmt::format(
            "there is no database at {}; set DATA_DIR or DATABASE_URL to where it is",
            location.reveal()
        )
    });
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

ExitCode with_existing_backend(
    Config const& config, Terminal const& terminal, std::function<ExitCode(Backend&)> const& work
)
{
    auto const found = find_database(config);
    return found ? with_backend(config, terminal, Purpose::command, work)
                 : report(found.error(), terminal);
}

}  // namespace upbeat::apps
