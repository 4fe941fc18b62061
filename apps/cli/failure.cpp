#include <upbeat/apps/cli/failure.hpp>

#include <array>
#include <filesystem>
#include <string>
#include <string_view>

#include <upbeat/apps/composition/open_database.hpp>
#include <upbeat/infrastructure/platform/sql/errors.hpp>

namespace upbeat::apps {
namespace {

struct CodeOf {
    std::string_view error;
    ExitCode exit;
};

constexpr std::array<CodeOf, 12> kCodes = {{
    {"bad_node_url", ExitCode::usage},
    {"bad_configuration", ExitCode::configuration},
    {"invalid_address", ExitCode::configuration},
    {"database_unreachable", ExitCode::database},
    {"schema_outdated", ExitCode::database},
    {"schema_unusable", ExitCode::database},
    {"schema_newer", ExitCode::database},
    {"schema_altered", ExitCode::database},
    {"port_in_use", ExitCode::port},
    {"port_not_permitted", ExitCode::port},
    {"address_not_available", ExitCode::port},
    {"storage_unusable", ExitCode::storage},
}};

}  // namespace

ExitCode exit_code_of(Error const& error)
{
    for (auto const& [code, exit] : kCodes) {
        if (error.code == code) {
            return exit;
        }
    }
    return ExitCode::failure;
}

std::string one_line(Error const& error)
{
    auto line = error.detail;
    for (auto const& field : error.fields) {
        // The detail of a single problem is that problem already.
        if (line.find(field.pointer) == std::string::npos) {
            line += "; " + field.pointer + " " + field.message;
        }
    }
    return line;
}

ExitCode report(Error const& error, Terminal const& terminal)
{
    return terminal.fail(exit_code_of(error), one_line(error));
}

ExitCode report(std::exception const& failure, Terminal const& terminal)
{
    if (dynamic_cast<sql::Unavailable const*>(&failure) != nullptr) {
        return report(database_failure(failure), terminal);
    }
    if (dynamic_cast<std::filesystem::filesystem_error const*>(&failure) != nullptr) {
        return terminal.fail(ExitCode::storage, failure.what());
    }
    return terminal.fail(ExitCode::failure, failure.what());
}

}  // namespace upbeat::apps
