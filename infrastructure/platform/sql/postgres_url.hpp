#pragma once

#include <string>
#include <string_view>

namespace upbeat::sql {

// Whether `url` names a PostgreSQL database; everything else is a SQLite file.
bool is_postgres_url(std::string_view url);

// The same as keywords and values, which is what SOCI can pass on to libpq, with defaults for what
// the URL leaves open. Throws Unavailable if it is malformed.
std::string postgres_keywords(std::string const& url, std::string const& application_name);

// "name at host:port": for messages, without user and password.
std::string postgres_place(std::string const& url);

}  // namespace upbeat::sql
