#include <upbeat/infrastructure/platform/log.hpp>

#include <string>
#include <type_traits>

#include <catch2/catch.hpp>

#include <upbeat/domain/kernel/secret.hpp>
#include <upbeat/infrastructure/platform/log_line.hpp>

using namespace upbeat;
using namespace upbeat::platform;

TEST_CASE("a line of text is names and values", "[platform]")
{
    auto const line = log_line(
        LogFormat::text,
        "2026-01-02T03:04:05.006Z",
        LogLevel::info,
        "request",
        {{"status", 200}, {"path", "/health"}, {"slow", false}, {"ms", 1.5}}
    );

    CHECK(
        line ==
        "time=2026-01-02T03:04:05.006Z level=info event=request status=200 path=/health "
        "slow=false ms=1.500"
    );
}

TEST_CASE("a line of JSON is one object", "[platform]")
{
    auto const line = log_line(
        LogFormat::json,
        "2026-01-02T03:04:05.006Z",
        LogLevel::warn,
        "import",
        {{"line", 12}, {"why", "a \"b\""}}
    );

    CHECK(
        line ==
        R"({"time":"2026-01-02T03:04:05.006Z","level":"warn","event":"import","line":12,"why":"a \"b\""})"
    );
}

TEST_CASE("a value cannot begin a line of its own", "[platform]")
{
    auto const forged = std::string{"x\nlevel=error event=fire"};

    auto const text =
        log_line(LogFormat::text, "t", LogLevel::info, "request", {{"agent", forged}});
    auto const json =
        log_line(LogFormat::json, "t", LogLevel::info, "request", {{"agent", forged}});

    CHECK(text.find('\n') == std::string::npos);
    CHECK(text.find(R"(agent="x\u000alevel=error event=fire")") != std::string::npos);
    CHECK(json.find('\n') == std::string::npos);
}

TEST_CASE("a secret cannot be logged", "[platform]")
{
    STATIC_REQUIRE_FALSE(std::is_constructible_v<LogField, std::string_view, Secret>);
    STATIC_REQUIRE(std::is_constructible_v<LogField, std::string_view, std::string>);
}

TEST_CASE("a log wants its level and what is graver", "[platform]")
{
    auto const log = Log{{.level = LogLevel::warn}};

    CHECK_FALSE(log.wants(LogLevel::info));
    CHECK(log.wants(LogLevel::warn));
    CHECK(log.wants(LogLevel::error));
    CHECK(parse_log_level("warn") == LogLevel::warn);
    CHECK_FALSE(parse_log_level("loud"));
}

TEST_CASE("an instant is written to the millisecond in UTC", "[platform]")
{
    auto const at =
        std::chrono::system_clock::time_point{std::chrono::milliseconds{1'790'000'000'007}};

    CHECK(time_text(at) == "2026-09-21T14:13:20.007Z");
}
