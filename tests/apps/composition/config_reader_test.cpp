#include <upbeat/apps/composition/config_reader.hpp>

#include <filesystem>
#include <fstream>
#include <string>

#include <catch2/catch.hpp>
#include <unistd.h>

#include <upbeat/apps/composition/setting.hpp>

using namespace upbeat::apps;

namespace {

// A file that is gone at the end of the test.
struct File {
    std::filesystem::path path =
        std::filesystem::temp_directory_path() / ("upbeat-config-" + std::to_string(::getpid()));

    explicit File(std::string const& text) { std::ofstream{path} << text; }
    ~File() { std::filesystem::remove(path); }
    File(File const&) = delete;
    File& operator=(File const&) = delete;
};

std::string complaint(ConfigSources const& sources)
{
    auto const config = read_config(sources);
    return config ? "" : config.error().detail;
}

}  // namespace

TEST_CASE("without any source every setting has its default", "[apps]")
{
    auto const config = read_config({}).value();

    for (auto const& group : setting_groups()) {
        for (auto const& setting : group.settings) {
            CAPTURE(setting.name);
            CHECK(setting.show(config) == setting.fallback);
        }
    }
    CHECK(config.api_port == 8000);
    CHECK(config.guest_votes);
}

TEST_CASE("an option is stronger than the environment, and that than the file", "[apps]")
{
    auto const file = File{"API_PORT=1\nAPI_HOST=::1\nSTORE_NAME=shop\n"};

    auto const config = read_config({.options = {{"API_PORT", "3"}},
                                     .environment = {{"API_PORT", "2"}, {"API_HOST", "localhost"}},
                                     .file = file.path})
                            .value();

    CHECK(config.api_port == 3);
    CHECK(config.api_host == "localhost");
    CHECK(config.store_name == "shop");
}

TEST_CASE("our own prefix is stronger than the bare name", "[apps]")
{
    auto const config =
        read_config({.environment = {{"API_PORT", "2"}, {"UPBEAT_API_PORT", "4"}}}).value();

    CHECK(config.api_port == 4);
}

TEST_CASE("a value that does not fit is refused with its setting, rule and source", "[apps]")
{
    CHECK(
        complaint({.environment = {{"API_PORT", "eighty"}}}) ==
        "API_PORT must be a whole number from 0 to 65535, not \"eighty\" (from the environment)"
    );
    CHECK(
        complaint({.options = {{"ANTI_GAMING", "maybe"}}}) ==
        "ANTI_GAMING must be one of enforce, observe, off, not \"maybe\" (from --anti-gaming)"
    );
    CHECK_THAT(
        complaint({.environment = {{"RATE_LIMIT_EXEMPT", "10.0.0.0/99"}}}),
        Catch::StartsWith("RATE_LIMIT_EXEMPT must be addresses or networks")
    );
    CHECK_THAT(
        complaint({.environment = {{"CORS_ORIGINS", "example.com"}}}),
        Catch::StartsWith("CORS_ORIGINS must be")
    );
}

TEST_CASE("an unknown name with our prefix stops the start, another's does not", "[apps]")
{
    CHECK_THAT(
        complaint({.environment = {{"UPBEAT_API_PROT", "1"}}}),
        Catch::Contains("no setting UPBEAT_API_PROT")
    );
    CHECK(complaint({.environment = {{"API_PROT", "1"}, {"HOME", "/root"}}}).empty());
    CHECK(complaint({.environment = {{"UPBEAT_TEST_POSTGRES_URL", "x"}}}).empty());
}

TEST_CASE("a file may hold comments, blanks, quotes and exports", "[apps]")
{
    auto const file = File{
        "# a comment\n\nexport STORE_NAME=\"my # shop\"\n  API_PORT = 9000  # "
        "why\nAFFILIATE_TAG='x'\n"
    };

    auto const config = read_config({.file = file.path}).value();

    CHECK(config.store_name == "my # shop");
    CHECK(config.api_port == 9000);
    CHECK(config.affiliate_tag == "x");
}

TEST_CASE("a wrong line of the file is named with its number", "[apps]")
{
    auto const unknown = File{"API_PORT=1\nAPI_PROT=2\n"};
    CHECK_THAT(
        complaint({.file = unknown.path}), Catch::Contains(":2: there is no setting API_PROT")
    );
}

TEST_CASE("a file that is not there stops the start", "[apps]")
{
    CHECK_THAT(complaint({.file = "/nonexistent/upbeat.env"}), Catch::Contains("cannot be read"));
}

TEST_CASE("debug lowers the log level unless one is given", "[apps]")
{
    using upbeat::platform::LogLevel;

    CHECK(read_config({.environment = {{"DEBUG", "true"}}})->log_level == LogLevel::debug);
    CHECK(
        read_config({.environment = {{"DEBUG", "true"}, {"LOG_LEVEL", "warn"}}})->log_level ==
        LogLevel::warn
    );
}

TEST_CASE("secrets are shown as stars", "[apps]")
{
    auto const config = read_config({.environment = {{"SECRET_KEY", "hush"}}}).value();

    CHECK(find_setting("SECRET_KEY")->show(config) == "********");
    CHECK(find_setting("ADMIN_API_KEY")->show(config).empty());
}
