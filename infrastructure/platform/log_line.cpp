#include <upbeat/infrastructure/platform/log_line.hpp>

#include <algorithm>
#include <iterator>

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace upbeat::platform {
namespace {

void append_quoted(std::string& line, std::string_view text)
{
    line.push_back('"');
    for (auto const c : text) {
        if (c == '"' || c == '\\') {
            line.push_back('\\');
            line.push_back(c);
        } else if (static_cast<unsigned char>(c) < 0x20U || c == 0x7f) {
            fmt::format_to(std::back_inserter(line), "\\u{:04x}", static_cast<unsigned char>(c));
        } else {
            line.push_back(c);
        }
    }
    line.push_back('"');
}

bool is_plain(std::string_view text)
{
    auto const plain = [](char c) {
        return static_cast<unsigned char>(c) > 0x20U && c != '"' && c != '=' && c != '\\' &&
               c != 0x7f;
    };
    return !text.empty() && std::ranges::all_of(text, plain);
}

void append_text(std::string& line, LogFormat format, std::string_view text)
{
    if (format == LogFormat::text && is_plain(text)) {
        line.append(text);
        return;
    }
    append_quoted(line, text);
}

void append_value(std::string& line, LogFormat format, LogField::Value const& value)
{
    if (auto const* text = std::get_if<std::string_view>(&value)) {
        append_text(line, format, *text);
    } else if (auto const* number = std::get_if<std::int64_t>(&value)) {
        fmt::format_to(std::back_inserter(line), "{}", *number);
    } else if (auto const* real = std::get_if<double>(&value)) {
        fmt::format_to(std::back_inserter(line), "{:.3f}", *real);
    } else {
        line.append(std::get<bool>(value) ? "true" : "false");
    }
}

void append_field(std::string& line, LogFormat format, LogField const& field)
{
    if (!line.empty()) {
        line.push_back(format == LogFormat::json ? ',' : ' ');
    }
    if (format == LogFormat::json) {
        append_quoted(line, field.name);
        line.push_back(':');
    } else {
        line.append(field.name).push_back('=');
    }
    append_value(line, format, field.value);
}

}  // namespace

std::string_view to_word(LogLevel level)
{
    switch (level) {
        case LogLevel::debug: return "debug";
        case LogLevel::info: return "info";
        case LogLevel::warn: return "warn";
        case LogLevel::error: return "error";
        case LogLevel::off: return "off";
    }
    return "off";
}

std::string time_text(std::chrono::system_clock::time_point at)
{
    auto const whole = std::chrono::floor<std::chrono::seconds>(at);
    auto const millis = std::chrono::floor<std::chrono::milliseconds>(at - whole).count();
    return fmt::format(
        "{:%Y-%m-%dT%H:%M:%S}.{:03}Z",
        fmt::gmtime(std::chrono::system_clock::to_time_t(whole)),
        millis
    );
}

std::string log_line(
    LogFormat format,
    std::string_view time,
    LogLevel level,
    std::string_view event,
    std::initializer_list<LogField> fields
)
{
    auto line = std::string{};
    line.reserve(160);
    append_field(line, format, {"time", time});
    append_field(line, format, {"level", to_word(level)});
    append_field(line, format, {"event", event});
    for (auto const& field : fields) {
        append_field(line, format, field);
    }
    return format == LogFormat::json ? "{" + line + "}" : line;
}

}  // namespace upbeat::platform
