#pragma once

#include <string>
#include <string_view>

namespace upbeat::sql {

// Whether a connection that reported this SQLSTATE should be opened anew.
bool breaks_connection(std::string_view sqlstate);

// Whether an operator should read about it.
bool is_for_the_operator(std::string_view sqlstate);

// Throws what the SQLSTATE means: Conflict, Contended, Lost, Unavailable, InvalidText or
// BadStatement. Never judged by a constraint's name: on a distributed PostgreSQL it differs.
[[noreturn]] void raise_postgres(
    std::string_view sqlstate, std::string_view statement, std::string const& message
);

}  // namespace upbeat::sql
