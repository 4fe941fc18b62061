#pragma once

#include <memory>

#include <upbeat/apps/composition/config.hpp>
#include <upbeat/domain/kernel/result.hpp>
#include <upbeat/domain/kernel/secret.hpp>
#include <upbeat/infrastructure/platform/log.hpp>
#include <upbeat/infrastructure/platform/metrics.hpp>
#include <upbeat/infrastructure/platform/random_ids.hpp>
#include <upbeat/infrastructure/platform/sql/database.hpp>
#include <upbeat/infrastructure/platform/system_clock.hpp>

namespace upbeat::apps {

// Everything behind the edge, from the database to the use cases, in the order in which it is
// built. The server and the subcommands that work on data share it, so there is one wiring.
class Backend {
   public:
    struct Needs {
        Config const& config;
        platform::Log& log;
        platform::Metrics& metrics;
        std::unique_ptr<sql::Database> database;  // open, its schema current
        Secret secret;
    };

    explicit Backend(Needs needs);
    Backend(Backend const&) = delete;
    Backend& operator=(Backend const&) = delete;

    std::unique_ptr<sql::Database> database;
    platform::SystemClock clock;
    platform::RandomIds ids;
};

}  // namespace upbeat::apps
