#include <upbeat/apps/composition/config_reader.hpp>

#include <algorithm>
#include <array>
#include <fstream>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <unistd.h>

#include <upbeat/apps/composition/setting.hpp>

namespace upbeat::apps {
namespace {

constexpr std::string_view kPrefix = "UPBEAT_";
constexpr std::string_view kConfigVariable = "UPBEAT_CONFIG";
// Names of our own scripts, which start programs that inherit them.
constexpr std::array<std::string_view, 3> kOfScripts = {
    kConfigVariable, "UPBEAT_JOBS", "UPBEAT_ROOT"
};
constexpr std::string_view kOfTests = "UPBEAT_TEST_";

struct Given {
    std::string value;
    std::string from;  // for the message: "--api-port", "the environment", "upbeat.env:3"
};

using GivenValues = std::map<std::string, Given, std::less<>>;

Error bad_configuration(std::string detail)
{
    return {
        .kind = ErrorKind::invalid_input, .code = "bad_configuration", .detail = std::move(detail)
    };
}

std::string_view trimmed(std::string_view text)
{
    auto const begin = std::min(text.find_first_not_of(" \t\r"), text.size());
    auto const end = text.find_last_not_of(" \t\r");
    return end == std::string_view::npos ? std::string_view{} : text.substr(begin, end - begin + 1);
}

// Quotes are taken off, and a comment after an unquoted value, as shells and dotenv files have it.
std::string_view unquoted(std::string_view value)
{
    if (value.size() >= 2 && (value.front() == '"' || value.front() == '\'')) {
        auto const end = value.find(value.front(), 1);
        return end == std::string_view::npos ? value : value.substr(1, end - 1);
    }
    return trimmed(value.substr(0, value.find(" #")));
}

bool is_of_scripts(std::string_view name)
{
    return name.starts_with(kOfTests) || std::ranges::find(kOfScripts, name) != kOfScripts.end();
}

std::string_view without_prefix(std::string_view name)
{
    return name.starts_with(kPrefix) ? name.substr(kPrefix.size()) : name;
}

Result<void> read_line(std::string_view line, std::string const& where, GivenValues& given)
{
    line = trimmed(line);
    if (line.starts_with("export ")) {
        line = trimmed(line.substr(7));
    }
    if (line.empty() || line.front() == '#') {
        return {};
    }
    auto const sign = line.find('=');
    if (sign == std::string_view::npos) {
        return fail(bad_configuration(where + ": a line must be NAME=value"));
    }
    auto const name = without_prefix(trimmed(line.substr(0, sign)));
    if (find_setting(name) == nullptr) {
        return fail(bad_configuration(fmt::format(
            "{}: there is no setting {}; `upbeat config --help` lists them", where, name
        )));
    }
    auto const value = unquoted(trimmed(line.substr(sign + 1)));
    given.insert_or_assign(std::string{name}, Given{std::string{value}, where});
    return {};
}

Result<void> read_file(std::filesystem::path const& path, GivenValues& given)
{
    auto file = std::ifstream{path};
    if (!file) {
        return fail(bad_configuration("the configuration file " + path.string() + " cannot be read")
        );
    }
    auto line = std::string{};
    for (auto number = 1; std::getline(file, line); ++number) {
        UPBEAT_CHECK(read_line(line, fmt::format("{}:{}", path.string(), number), given));
    }
    return {};
}

// Two passes, so that UPBEAT_API_PORT wins over API_PORT whatever their order.
Result<void> read_environment(
    std::map<std::string, std::string> const& environment, GivenValues& given
)
{
    for (auto const& [name, value] : environment) {
        if (find_setting(name) != nullptr) {
            given.insert_or_assign(name, Given{value, "the environment"});
        }
    }
    for (auto const& [name, value] : environment) {
        if (!name.starts_with(kPrefix) || is_of_scripts(name)) {
            continue;
        }
        auto const setting = without_prefix(name);
        if (find_setting(setting) == nullptr) {
            return fail(bad_configuration(fmt::format(
                "the environment: there is no setting {}; `upbeat config --help` lists them", name
            )));
        }
        given.insert_or_assign(std::string{setting}, Given{value, "the environment"});
    }
    return {};
}

Result<GivenValues> collect(ConfigSources const& sources)
{
    auto given = GivenValues{};
    auto file = sources.file;
    if (auto const named = sources.environment.find(std::string{kConfigVariable});
        !file && named != sources.environment.end()) {
        file = named->second;
    }
    if (file) {
        UPBEAT_CHECK(read_file(*file, given));
    }
    UPBEAT_CHECK(read_environment(sources.environment, given));
    for (auto const& [name, value] : sources.options) {
        given.insert_or_assign(name, Given{value, option_name(*find_setting(name))});
    }
    return given;
}

Result<void> apply(Setting const& setting, Given const& given, Config& config)
{
    auto const complaint = setting.accept(config, given.value);
    if (!complaint) {
        return {};
    }
    auto const value = setting.secret ? std::string{} : fmt::format(", not \"{}\"", given.value);
    return fail(bad_configuration(
        fmt::format("{} {}{} (from {})", setting.name, *complaint, value, given.from)
    ));
}

}  // namespace

std::map<std::string, std::string> process_environment()
{
    auto variables = std::map<std::string, std::string>{};
    for (auto const* const* entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
        auto const line = std::string_view{*entry};
        auto const sign = line.find('=');
        if (sign != std::string_view::npos) {
            variables.emplace(line.substr(0, sign), line.substr(sign + 1));
        }
    }
    return variables;
}

Result<Config> read_config(ConfigSources const& sources)
{
    UPBEAT_TRY(auto const given, collect(sources));
    auto config = Config{};
    for (auto const& group : setting_groups()) {
        for (auto const& setting : group.settings) {
            auto const found = given.find(setting.name);
            auto const chosen =
                found == given.end() ? Given{setting.fallback, "the default"} : found->second;
            UPBEAT_CHECK(apply(setting, chosen, config));
        }
    }
    if (config.debug && !given.contains("LOG_LEVEL")) {
        config.log_level = platform::LogLevel::debug;
    }
    return config;
}

}  // namespace upbeat::apps
