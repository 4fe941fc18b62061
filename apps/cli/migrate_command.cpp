#include <upbeat/apps/cli/migrate_command.hpp>

#include <boost/json.hpp>

#include <upbeat/apps/cli/failure.hpp>
#include <upbeat/apps/composition/config_rules.hpp>
#include <upbeat/apps/composition/open_database.hpp>
#include <upbeat/infrastructure/platform/migrations/schema.hpp>
#include <upbeat/infrastructure/platform/system_clock.hpp>

namespace upbeat::apps {
namespace {

std::string_view state_word(sql::SchemaStatus const& status)
{
    switch (status.state) {
        case sql::SchemaStatus::State::current: return "current";
        case sql::SchemaStatus::State::outdated: return "outdated";
        case sql::SchemaStatus::State::newer: return "newer";
        case sql::SchemaStatus::State::altered: return "altered";
    }
    return "outdated";
}

ExitCode show_status(
    sql::SchemaStatus const& status, Config const& config, Terminal const& terminal
)
{
    if (terminal.json) {
        terminal.out << boost::json::object{{"state", state_word(status)},
                                            {"current", status.current},
                                            {"latest", status.latest},
                                            {"pending", boost::json::value_from(status.pending)}}
                     << '\n';
    } else {
        terminal.out << database_for_people(config) << ": schema " << status.current << " of "
                     << status.latest << ", " << state_word(status) << '\n';
        for (auto const& name : status.pending) {
            terminal.out << "pending " << name << '\n';
        }
    }
    return status.usable() ? ExitCode::ok : ExitCode::database;
}

ExitCode show_applied(std::vector<std::string> const& applied, Terminal const& terminal)
{
    if (terminal.json) {
        terminal.out << boost::json::object{{"applied", boost::json::value_from(applied)}} << '\n';
        return ExitCode::ok;
    }
    for (auto const& name : applied) {
        terminal.out << "applied " << name << '\n';
    }
    if (applied.empty()) {
        terminal.out << "the schema is up to date\n";
    }
    return ExitCode::ok;
}

}  // namespace

ExitCode migrate_schema(Migrate const& command, Config const& config, Terminal const& terminal)
{
    auto log = platform::Log{{.level = config.log_level, .format = config.log_format}};
    auto const database = open_database(config, {.connections = 2, .log = log});
    if (!database) {
        return report(database.error(), terminal);
    }
    if (command.status || command.dry_run) {
        auto const code = show_status(sql::schema_status(**database), config, terminal);
        return command.dry_run && code == ExitCode::database ? ExitCode::ok : code;
    }
    auto const applied = sql::migrate(**database, platform::SystemClock{}.now());
    return applied ? show_applied(*applied, terminal) : report(applied.error(), terminal);
}

}  // namespace upbeat::apps
