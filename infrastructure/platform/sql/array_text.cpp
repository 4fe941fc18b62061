#include <iterator>
#include <string_view>

#include <fmt/format.h>

#include "array_text.hpp"
#include "text_rules.hpp"

namespace upbeat::sql {
namespace {

void append_quoted(std::string& out, std::string_view text)
{
    require_storable(text);
    out += '"';
    for (char const c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
        }
        out += c;
    }
    out += '"';
}

void append(std::string& out, Value const& value)
{
    if (auto const* const integer = value.integer()) {
        fmt::format_to(std::back_inserter(out), FMT_STRING("{}"), *integer);
    } else if (auto const* const real = value.real()) {
        fmt::format_to(std::back_inserter(out), FMT_STRING("{}"), *real);
    } else if (value.is_text()) {
        append_quoted(out, value.text());
    } else {
        out += "NULL";
    }
}

}  // namespace

std::string array_text(Batch const& batch, std::size_t column)
{
    std::string out{"{"};
    for (std::size_t row = 0; row < batch.rows(); ++row) {
        if (row > 0) {
            out += ',';
        }
        append(out, batch.at(row, column));
    }
    out += '}';
    return out;
}

}  // namespace upbeat::sql
