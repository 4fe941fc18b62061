#include <upbeat/infrastructure/platform/log.hpp>

#include <chrono>

#include <spdlog/async_logger.h>
#include <spdlog/details/thread_pool.h>
#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <upbeat/infrastructure/platform/log_line.hpp>

namespace upbeat::platform {
namespace {

constexpr std::size_t kWaitingLines = 8192;

spdlog::level::level_enum level_of(LogLevel level)
{
    switch (level) {
        case LogLevel::debug: return spdlog::level::debug;
        case LogLevel::info: return spdlog::level::info;
        case LogLevel::warn: return spdlog::level::warn;
        case LogLevel::error: return spdlog::level::err;
        case LogLevel::off: return spdlog::level::off;
    }
    return spdlog::level::off;
}

}  // namespace

std::optional<LogLevel> parse_log_level(std::string_view word)
{
    for (auto const level :
         {LogLevel::debug, LogLevel::info, LogLevel::warn, LogLevel::error, LogLevel::off}) {
        if (word == to_word(level)) {
            return level;
        }
    }
    return std::nullopt;
}

std::optional<LogFormat> parse_log_format(std::string_view word)
{
    if (word == "text") {
        return LogFormat::text;
    }
    if (word == "json") {
        return LogFormat::json;
    }
    return std::nullopt;
}

// One sink for both ways out, so that lines never mix; the pool's only thread keeps their order.
struct Log::Outlet {
    std::shared_ptr<spdlog::sinks::stderr_sink_mt> sink =
        std::make_shared<spdlog::sinks::stderr_sink_mt>();
    std::shared_ptr<spdlog::details::thread_pool> pool =
        std::make_shared<spdlog::details::thread_pool>(kWaitingLines, 1);
    spdlog::logger now{"upbeat", sink};
    // An asynchronous logger must be owned by a shared_ptr: its messages keep it alive.
    std::shared_ptr<spdlog::async_logger> later = std::make_shared<spdlog::async_logger>(
        "upbeat", sink, pool, spdlog::async_overflow_policy::overrun_oldest
    );

    Outlet()
    {
        sink->set_pattern("%v");
        now.set_level(spdlog::level::trace);
        later->set_level(spdlog::level::trace);
    }
};

Log::Log(LogOptions options) : options_{options}, outlet_{std::make_unique<Outlet>()} {}

Log::~Log() = default;

void Log::debug(std::string_view event, std::initializer_list<LogField> fields)
{
    write(LogLevel::debug, event, fields);
}

void Log::info(std::string_view event, std::initializer_list<LogField> fields)
{
    write(LogLevel::info, event, fields);
}

void Log::warn(std::string_view event, std::initializer_list<LogField> fields)
{
    write(LogLevel::warn, event, fields);
}

void Log::error(std::string_view event, std::initializer_list<LogField> fields)
{
    write(LogLevel::error, event, fields);
}

void Log::write(LogLevel level, std::string_view event, std::initializer_list<LogField> fields)
{
    if (!wants(level)) {
        return;
    }
    auto const line = log_line(
        options_.format, time_text(std::chrono::system_clock::now()), level, event, fields
    );
    outlet_->now.log(level_of(level), spdlog::string_view_t{line.data(), line.size()});
    outlet_->now.flush();
}

void Log::write_later(
    LogLevel level, std::string_view event, std::initializer_list<LogField> fields
)
{
    if (!wants(level)) {
        return;
    }
    auto const line = log_line(
        options_.format, time_text(std::chrono::system_clock::now()), level, event, fields
    );
    outlet_->later->log(level_of(level), spdlog::string_view_t{line.data(), line.size()});
}

std::uint64_t Log::dropped() const
{
    return outlet_->pool->overrun_counter();
}

}  // namespace upbeat::platform
