#pragma once

#include <string>

#include <upbeat/domain/kernel/secret.hpp>
#include <upbeat/infrastructure/platform/events/notice_line.hpp>
#include <upbeat/infrastructure/platform/redis_probe.hpp>

namespace upbeat::platform {

// Over a channel of a Redis; deployments that share one have channels of their own.
OpenLine redis_line(RedisAddress address, std::string channel);

// Over NOTIFY and LISTEN of the PostgreSQL database at `url`; takes one connection.
OpenLine postgres_line(Secret url, std::string channel);

}  // namespace upbeat::platform
