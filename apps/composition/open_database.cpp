#include <upbeat/apps/composition/open_database.hpp>

#include <chrono>
#include <cmath>
#include <exception>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include <upbeat/apps/composition/config_rules.hpp>
#include <upbeat/infrastructure/platform/migrations/schema.hpp>
#include <upbeat/infrastructure/platform/records/database_clock.hpp>

namespace upbeat::apps {
namespace {

namespace fs = std::filesystem;

// Below it SQLite could open a database, and fail at the first busy hour.
constexpr std::uintmax_t kLeastFree = 16 * 1024 * 1024;

Error storage_unusable(std::string detail)
{
    return {
        .kind = ErrorKind::unavailable, .code = "storage_unusable", .detail = std::move(detail)
    };
}

// Makes the folder of a SQLite file, and looks whether there is room in it.
Result<void> prepare_folder(fs::path const& file)
{
    auto const folder = file.has_parent_path() ? file.parent_path() : fs::path{"."};
    auto problem = std::error_code{};
    fs::create_directories(folder, problem);
    if (problem) {
        return fail(storage_unusable(fmt::format(
            "the folder {} cannot be made: {}; set DATA_DIR or DATABASE_URL to a place you may "
            "write",
            folder.string(),
            problem.message()
        )));
    }
    auto const room = fs::space(folder, problem);
    if (!problem && room.available < kLeastFree) {
        return fail(storage_unusable(fmt::format(
            "the disk is full: {} KB are left where {} lies; free some space",
            room.available / 1024,
            folder.string()
        )));
    }
    return {};
}

// Statement times by name. The handles are looked up once a name: connections call from any thread.
class StatementTimes {
   public:
    explicit StatementTimes(platform::Metrics& metrics) : metrics_{metrics} {}

    void note(sql::StatementTiming const& timing)
    {
        auto const lock = std::lock_guard{mutex_};
        auto found = by_name_.find(timing.name);
        if (found == by_name_.end()) {
            found = by_name_
                        .emplace(
                            timing.name,
                            metrics_.histogram(
                                "upbeat_sql_seconds",
                                "Time of SQL statements.",
                                platform::latency_bounds(),
                                {{"statement", std::string{timing.name}}}
                            )
                        )
                        .first;
        }
        found->second.observe(std::chrono::duration<double>(timing.took).count());
    }

   private:
    platform::Metrics& metrics_;
    std::mutex mutex_;
    std::map<std::string, platform::Metrics::Histogram, std::less<>> by_name_;
};

sql::Options options_for(DatabaseNeeds const& needs)
{
    auto options = sql::Options{};
    options.connections = needs.connections;
    options.answer_timeout = needs.answer_timeout.value_or(options.answer_timeout);
    options.on_warning = [&log = needs.log](std::string_view line) {
        log.warn("database", {{"detail", line}});
    };
    if (needs.metrics != nullptr) {
        options.on_statement = [times = std::make_shared<StatementTimes>(*needs.metrics
                                )](sql::StatementTiming const& timing) { times->note(timing); };
    }
    return options;
}

}  // namespace

Error database_failure(std::exception const& failure)
{
    auto const text = std::string{failure.what()};
    if (text.find("disk is full") != std::string::npos ||
        text.find("cannot be written") != std::string::npos) {
        return storage_unusable(text);
    }
    return {.kind = ErrorKind::unavailable, .code = "database_unreachable", .detail = text};
}

Result<std::unique_ptr<sql::Database>> open_database(Config const& config, DatabaseNeeds needs)
{
    UPBEAT_TRY(auto const location, database_location(config));
    if (!uses_postgres(config)) {
        UPBEAT_CHECK(prepare_folder(location.reveal()));
    }
    try {
        return sql::Database::open(location.reveal(), options_for(needs));
    } catch (sql::Unavailable const& failure) {
        auto error = database_failure(failure);
        if (uses_postgres(config)) {
            error.detail = fmt::format(
                "{} does not answer: {}; check DATABASE_URL and that the server runs",
                database_for_people(config),
                failure.what()
            );
        }
        return fail(std::move(error));
    }
}

Result<void> check_clock(sql::Database& database, Clock const& clock, platform::Log& log)
{
    auto const lead = platform::clock_lead(database, clock);
    auto const seconds = std::chrono::duration<double>(lead).count();
    if (std::chrono::abs(lead) > platform::kIntolerableLead) {
        return fail(Error{
            .kind = ErrorKind::unavailable,
            .code = "clock_differs",
            .detail = fmt::format(
                "this machine's clock is {:.1f} s {} the database's; set it (timedatectl)",
                std::abs(seconds),
                seconds > 0 ? "ahead of" : "behind"
            )
        });
    }
    if (std::chrono::abs(lead) > platform::kNotableLead) {
        log.warn("clock differs from the database's", {{"lead_s", seconds}});
    }
    return {};
}

Result<void> prepare_schema(
    sql::Database& database, SchemaPolicy policy, Clock const& clock, platform::Log& log
)
{
    try {
        auto const status = sql::schema_status(database);
        if (status.usable()) {
            return {};
        }
        auto const outdated = status.state == sql::SchemaStatus::State::outdated;
        auto const may_migrate =
            policy == SchemaPolicy::migrate || database.engine() == sql::Engine::sqlite;
        if (!outdated || !may_migrate) {
            auto const code = outdated ? "schema_outdated" : "schema_unusable";
            return fail(Error{.kind = ErrorKind::unavailable, .code = code, .detail = status.advice}
            );
        }
        UPBEAT_CHECK(sql::migrate(database, clock.now(), [&log](std::string_view name) {
            log.info("migrating", {{"migration", name}});
        }));
        return {};
    } catch (sql::Unavailable const& failure) {
        return fail(database_failure(failure));
    }
}

}  // namespace upbeat::apps
