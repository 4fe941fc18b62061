#include <algorithm>
#include <array>

#include <fmt/format.h>

#include <upbeat/infrastructure/platform/sql/errors.hpp>

#include "failures.hpp"
#include "postgres_errors.hpp"

namespace upbeat::sql {
namespace {

bool in_class(std::string_view sqlstate, std::string_view prefix)
{
    return sqlstate.starts_with(prefix);
}

bool is_contention(std::string_view sqlstate)
{
    return sqlstate == "40001" || sqlstate == "40P01" || sqlstate == "55P03";
}

void raise_constraint(
    std::string_view sqlstate, std::string_view statement, std::string const& what
)
{
    if (sqlstate == "23505" || sqlstate == "23P01") {
        throw Conflict{Conflict::Kind::unique, statement, what};
    }
    if (sqlstate == "23503" || sqlstate == "23001") {
        throw Conflict{Conflict::Kind::foreign, statement, what};
    }
    if (sqlstate == "23502") {
        throw Conflict{Conflict::Kind::not_null, statement, what};
    }
    if (in_class(sqlstate, "23")) {
        throw Conflict{Conflict::Kind::check, statement, what};
    }
}

}  // namespace

// 57P01-57P05: the server goes down or ended the session. 25006: it became a standby. 58030 and
// XX000: disk or shard trouble of a distributed server. 26000 and 0A000: a statement that was
// prepared before the schema changed, or on another server behind a pooler.
bool breaks_connection(std::string_view sqlstate)
{
    constexpr std::array<std::string_view, 6> kStates{
        "25006", "26000", "0A000", "58030", "XX000", ""
    };
    return in_class(sqlstate, "08") || in_class(sqlstate, "57P") ||
           std::ranges::find(kStates, sqlstate) != kStates.end();
}

bool is_for_the_operator(std::string_view sqlstate)
{
    return in_class(sqlstate, "53") || in_class(sqlstate, "58") || in_class(sqlstate, "XX") ||
           sqlstate == "25006" || sqlstate == "42501";
}

void raise_postgres(
    std::string_view sqlstate, std::string_view statement, std::string const& message
)
{
    auto const what = fmt::format("{}: {} ({})", statement, message, sqlstate);
    raise_constraint(sqlstate, statement, what);
    if (is_contention(sqlstate)) {
        throw Contended{what};
    }
    if (breaks_connection(sqlstate)) {
        throw Lost{what};
    }
    if (sqlstate == "22021" || sqlstate == "22P05") {
        throw InvalidText{what};
    }
    if (is_for_the_operator(sqlstate) || in_class(sqlstate, "57")) {
        throw Unavailable{what};
    }
    throw BadStatement{what};
}

}  // namespace upbeat::sql
