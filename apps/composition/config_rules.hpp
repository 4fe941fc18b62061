#pragma once

#include <optional>
#include <string>

#include <upbeat/apps/composition/config.hpp>
#include <upbeat/domain/kernel/result.hpp>
#include <upbeat/infrastructure/platform/redis_probe.hpp>

namespace upbeat::apps {

// What several settings mean together.

// Where the database is, as sql::Database::open takes it. Fails for a URL of an unknown kind.
Result<Secret> database_location(Config const& config);

// The same for people: without user and password.
std::string database_for_people(Config const& config);

bool uses_postgres(Config const& config);

// The Redis to ask after, if one is configured. Fails for a malformed REDIS_URL.
Result<std::optional<platform::RedisAddress>> redis_address(Config const& config);

// Whether only this machine can reach the server.
bool listens_on_loopback(Config const& config);

// Fails when this configuration must not serve: a public address without a real SECRET_KEY, an
// administrator's key that can be guessed, an address that is none.
Result<void> fit_to_serve(Config const& config);

// SECRET_KEY, or the one kept in DATA_DIR, which is made when missing.
Result<Secret> effective_secret(Config const& config);

}  // namespace upbeat::apps
