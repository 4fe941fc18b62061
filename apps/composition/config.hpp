#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <upbeat/domain/kernel/secret.hpp>
#include <upbeat/infrastructure/platform/log.hpp>

namespace upbeat::apps {

enum class AntiGaming : unsigned char { enforce, observe, off };
enum class AccessLogging : unsigned char { all, errors, off };

// What the operator decided, or left at its default. The names, limits and help of these members
// stand in settings.cpp; a Config is filled only from there.
struct Config {
    // Server
    std::string api_host;
    int api_port = 0;
    int io_threads = 0;      // 0: one per core
    int worker_threads = 0;  // 0: two per core, at least 4
    int max_connections = 0;
    int max_streams = 0;
    int streams_per_network = 0;
    std::chrono::seconds idle_timeout{};
    std::chrono::seconds request_timeout{};
    std::chrono::seconds shutdown_timeout{};

    // Storage
    std::filesystem::path data_dir;
    Secret database_url{};  // empty: SQLite in data_dir
    Secret postgres_password{};
    int database_connections = 0;
    std::chrono::seconds database_timeout{};
    std::chrono::seconds checkpoint_interval{};  // 0: none
    Secret redis_url{};
    std::string redis_host;  // empty, like redis_url: no Redis
    int redis_port = 0;
    int redis_db = 0;

    // Security
    Secret secret_key{};
    Secret admin_api_key{};
    std::vector<std::string> cors_origins;
    std::string trusted_proxies;   // networks, as written
    std::string metrics_networks;  // networks, as written

    // Votes and limits
    int rate_limit_free = 0;  // votes a UTC day
    int rate_limit_pro = 0;
    std::string rate_limit_exempt;  // networks, as written
    bool guest_votes = false;
    AntiGaming anti_gaming = AntiGaming::enforce;
    int newcomer_days = 7;
    int top_min_votes = 0;
    int vote_queue = 0;
    int chart_history_memory = 0;  // MB
    int detail_cache = 0;          // MB

    // Store
    std::string store_name;
    std::string affiliate_tag;
    std::string public_url;  // without a slash at its end; empty: made of host and port

    // Observability
    bool debug = false;
    platform::LogLevel log_level = platform::LogLevel::info;
    platform::LogFormat log_format = platform::LogFormat::text;
    AccessLogging access_log = AccessLogging::all;
};

}  // namespace upbeat::apps
