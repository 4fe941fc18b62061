#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace upbeat::platform {

enum class LogLevel : unsigned char { debug, info, warn, error, off };
enum class LogFormat : unsigned char { text, json };

std::optional<LogLevel> parse_log_level(std::string_view word);
std::optional<LogFormat> parse_log_format(std::string_view word);

// One name and value of a log line. There is no constructor for a Secret, so logging one does not
// compile. Views must live until the call returns.
struct LogField {
    using Value = std::variant<std::string_view, std::int64_t, double, bool>;

    std::string_view name;
    Value value;

    LogField(std::string_view field, std::string_view text) : name{field}, value{text} {}
    LogField(std::string_view field, std::string const& text)
        : name{field}, value{std::string_view{text}}
    {
    }
    LogField(std::string_view field, char const* text) : name{field}, value{std::string_view{text}}
    {
    }
    LogField(std::string_view field, std::int64_t number) : name{field}, value{number} {}
    LogField(std::string_view field, int number) : name{field}, value{std::int64_t{number}} {}
    LogField(std::string_view field, unsigned number) : name{field}, value{std::int64_t{number}} {}
    LogField(std::string_view field, std::uint64_t number)
        : name{field}, value{static_cast<std::int64_t>(number)}
    {
    }
    LogField(std::string_view field, double number) : name{field}, value{number} {}
    LogField(std::string_view field, bool truth) : name{field}, value{truth} {}
};

struct LogOptions {
    LogLevel level = LogLevel::info;
    LogFormat format = LogFormat::text;
};

// Structured log on standard error: one event a line, key=value or JSON. Safe to call from any
// thread. `write` returns when the line is out; `write_later` hands it to a background thread with
// a bounded queue and drops the oldest line rather than hold up the caller: for access lines, whose
// loss is counted in `dropped`.
class Log {
   public:
    explicit Log(LogOptions options);
    ~Log();
    Log(Log const&) = delete;
    Log& operator=(Log const&) = delete;

    bool wants(LogLevel level) const { return level >= options_.level; }

    void debug(std::string_view event, std::initializer_list<LogField> fields = {});
    void info(std::string_view event, std::initializer_list<LogField> fields = {});
    void warn(std::string_view event, std::initializer_list<LogField> fields = {});
    void error(std::string_view event, std::initializer_list<LogField> fields = {});

    void write_later(
        LogLevel level, std::string_view event, std::initializer_list<LogField> fields
    );
    std::uint64_t dropped() const;

   private:
    struct Outlet;

    LogOptions options_;
    std::unique_ptr<Outlet> outlet_;

    void write(LogLevel level, std::string_view event, std::initializer_list<LogField> fields);
};

}  // namespace upbeat::platform
