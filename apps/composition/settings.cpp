#include <algorithm>
#include <cctype>
#include <ranges>

#include <upbeat/apps/composition/setting.hpp>
#include <upbeat/apps/composition/setting_kinds.hpp>

namespace upbeat::apps {
namespace {

SettingGroup server_settings()
{
    return {
        "Server",
        {
            text(
                {"API_HOST",
                 "127.0.0.1",
                 "Address to listen on. 0.0.0.0 or :: is every address of the machine; a public "
                 "address needs a SECRET_KEY."},
                &Config::api_host,
                "address or localhost",
                64
            ),
            number(
                {"API_PORT", "8000", "Port to listen on; 0 takes a free one and logs it."},
                &Config::api_port,
                0,
                65535
            ),
            number(
                {"IO_THREADS", "0", "Threads that read and write connections; 0 is one per core."},
                &Config::io_threads,
                0,
                256
            ),
            number(
                {"WORKER_THREADS",
                 "0",
                 "Threads that run everything that needs the database, except votes and charts; "
                 "0 is two per core and at least 4."},
                &Config::worker_threads,
                0,
                256
            ),
            number(
                {"MAX_CONNECTIONS",
                 "20000",
                 "Connections open at once; more are answered 503 and closed."},
                &Config::max_connections,
                1,
                1'000'000
            ),
            number(
                {"MAX_STREAMS",
                 "10000",
                 "Event streams open at once, each of which is a connection too; more are "
                 "answered 503."},
                &Config::max_streams,
                0,
                1'000'000
            ),
            number(
                {"STREAMS_PER_NETWORK",
                 "100",
                 "Event streams that one network (an IPv4 address, the /64 of an IPv6 address) "
                 "may have open; more are answered 429. RATE_LIMIT_EXEMPT is not counted."},
                &Config::streams_per_network,
                1,
                1'000'000
            ),
            seconds(
                {"IDLE_TIMEOUT", "60", "How long a connection may be silent between requests."},
                &Config::idle_timeout,
                1,
                3600
            ),
            seconds(
                {"REQUEST_TIMEOUT",
                 "30",
                 "How long a request's body may take to arrive, and its answer to be taken; a "
                 "large answer has a second more for each 4 KiB."},
                &Config::request_timeout,
                1,
                600
            ),
            seconds(
                {"SHUTDOWN_TIMEOUT",
                 "8",
                 "How long accepted requests may take to finish after SIGTERM or SIGINT; a "
                 "second signal ends at once."},
                &Config::shutdown_timeout,
                0,
                9
            ),
        }
    };
}

SettingGroup storage_settings()
{
    return {
        "Storage",
        {
            folder(
                {"DATA_DIR", "./data", "Folder for the SQLite file and the generated secret."},
                &Config::data_dir
            ),
            secret(
                {"DATABASE_URL",
                 "",
                 "postgresql://user:password@host:5432/name, sqlite:///path/to/file or a "
                 "file's path. Empty: upbeat.db in DATA_DIR."},
                &Config::database_url,
                "URL or path"
            ),
            secret(
                {"POSTGRES_PASSWORD", "", "Password for a postgresql:// DATABASE_URL that has none."
                },
                &Config::postgres_password,
                "text"
            ),
            number(
                {"DATABASE_CONNECTIONS",
                 "0",
                 "Connections to the database; 0 is one per worker thread and a few more."},
                &Config::database_connections,
                0,
                500
            ),
            seconds(
                {"DATABASE_TIMEOUT",
                 "10",
                 "How long a PostgreSQL may leave a statement of the server unanswered before it "
                 "is taken for gone; what waits for it is answered 503 then."},
                &Config::database_timeout,
                1,
                600
            ),
            seconds(
                {"CHECKPOINT_INTERVAL",
                 "300",
                 "How often what the votes amount to is written to the database, so that a start "
                 "reads little of the ledger; 0 for never."},
                &Config::checkpoint_interval,
                0,
                86'400
            ),
            secret(
                {"REDIS_URL",
                 "",
                 "redis://[:password@]host[:port][/database]. Nodes share their request limits "
                 "over "
                 "it and tell each other of changes. Nothing is lost with it."},
                &Config::redis_url,
                "URL"
            ),
            text(
                {"REDIS_HOST", "", "Host of the Redis, instead of REDIS_URL."},
                &Config::redis_host,
                "host",
                255
            ),
            number(
                {"REDIS_PORT", "6379", "Port of the Redis at REDIS_HOST."},
                &Config::redis_port,
                1,
                65535
            ),
            number(
                {"REDIS_DB", "0", "Database number of the Redis at REDIS_HOST."},
                &Config::redis_db,
                0,
                1000
            ),
        }
    };
}

SettingGroup security_settings()
{
    return {
        "Security",
        {
            secret(
                {"SECRET_KEY",
                 "",
                 "Root of all keyed hashes: API keys stop working when it changes. At least 32 "
                 "characters for a public address. Empty on a loopback address: one is made "
                 "and kept in DATA_DIR/secret.key."},
                &Config::secret_key,
                "text"
            ),
            secret(
                {"ADMIN_API_KEY",
                 "",
                 "If set, accepted as an administrator's key; at least 16 characters."},
                &Config::admin_api_key,
                "text"
            ),
            origins(
                {"CORS_ORIGINS",
                 "",
                 "Web origins whose pages may call the API. Empty: none. Credentials are "
                 "never allowed for *."},
                &Config::cors_origins
            ),
            networks(
                {"TRUSTED_PROXIES", "", "Networks whose X-Forwarded-For and X-Real-IP are believed."
                },
                &Config::trusted_proxies
            ),
            networks(
                {"METRICS_NETWORKS", "127.0.0.0/8,::1", "Networks that may read /metrics."},
                &Config::metrics_networks
            ),
        }
    };
}

SettingGroup vote_settings()
{
    return {
        "Votes and limits",
        {
            number(
                {"API_RATE_LIMIT_FREE", "100", "Votes a UTC day for a key of tier free."},
                &Config::rate_limit_free,
                0,
                1'000'000'000
            ),
            number(
                {"API_RATE_LIMIT_PRO", "1000", "Votes a UTC day for a key of tier pro."},
                &Config::rate_limit_pro,
                0,
                1'000'000'000
            ),
            networks(
                {"RATE_LIMIT_EXEMPT",
                 "",
                 "Networks without request limits and without limits per network, for load "
                 "tests and internal callers; the vote quotas of agents still hold."},
                &Config::rate_limit_exempt
            ),
            flag(
                {"GUEST_VOTES",
                 "on",
                 "Whether votes without a key are taken. They count in the raw score and weigh "
                 "nothing in charts."},
                &Config::guest_votes
            ),
            choice<AntiGaming>(
                {"ANTI_GAMING",
                 "enforce",
                 "enforce: suspicious voting raises incidents that halve weights and block "
                 "agents. observe: incidents are only written down. off: not looked for."},
                &Config::anti_gaming,
                {{"enforce", AntiGaming::enforce},
                 {"observe", AntiGaming::observe},
                 {"off", AntiGaming::off}}
            ),
            number(
                {"NEWCOMER_DAYS",
                 "7",
                 "Agents registered more recently decide no more about an item than half of what "
                 "older ones do; votes beyond that wait. 0: no such rule, for a launch."},
                &Config::newcomer_days,
                0,
                365
            ),
            number(
                {"TOP_MIN_VOTES",
                 "50",
                 "Votes an item needs to stand in a top list without the mark provisional."},
                &Config::top_min_votes,
                0,
                1'000'000
            ),
            number(
                {"VOTE_QUEUE",
                 "10000",
                 "Votes that may wait for the ledger; beyond it the answer is 503 at once."},
                &Config::vote_queue,
                100,
                1'000'000
            ),
            number(
                {"CHART_HISTORY_MEMORY",
                 "1024",
                 "Megabytes that the history behind ?at= and the explanations may take: about 20 "
                 "a million votes. It is only in memory while somebody asks."},
                &Config::chart_history_memory,
                16,
                1'000'000
            ),
        }
    };
}

SettingGroup store_settings()
{
    return {
        "Store",
        {
            text(
                {"STORE_NAME", "aimusicstore", "Name of this store."},
                &Config::store_name,
                "text",
                80
            ),
            text(
                {"AFFILIATE_TAG", "aimusicstore", "Value of the affiliate parameter in links."},
                &Config::affiliate_tag,
                "text",
                80
            ),
            text(
                {"PUBLIC_URL",
                 "",
                 "Address under which people reach this store, for links to it, like "
                 "https://music.example. Empty: made of API_HOST and API_PORT."},
                &Config::public_url,
                "URL without a slash at its end",
                200
            ),
            number(
                {"DETAIL_CACHE",
                 "512",
                 "Megabytes that the pages of single tracks and tools may take in memory: about 5 "
                 "a "
                 "thousand pages, those asked for last, for five minutes each."},
                &Config::detail_cache,
                1,
                1'000'000
            ),
        }
    };
}

SettingGroup observability_settings()
{
    using platform::LogFormat;
    using platform::LogLevel;
    return {
        "Observability",
        {
            flag(
                {"DEBUG", "off", "Shorthand for LOG_LEVEL=debug, where that is not given."},
                &Config::debug
            ),
            choice<LogLevel>(
                {"LOG_LEVEL", "info", "The least grave events that are logged."},
                &Config::log_level,
                {{"debug", LogLevel::debug},
                 {"info", LogLevel::info},
                 {"warn", LogLevel::warn},
                 {"error", LogLevel::error},
                 {"off", LogLevel::off}}
            ),
            choice<LogFormat>(
                {"LOG_FORMAT", "text", "Events on standard error, one a line: name=value or JSON."},
                &Config::log_format,
                {{"text", LogFormat::text}, {"json", LogFormat::json}}
            ),
            choice<AccessLogging>(
                {"ACCESS_LOG",
                 "all",
                 "Requests that are logged: all, those answered 5xx, none. "
                 "/metrics counts them all in any case."},
                &Config::access_log,
                {{"all", AccessLogging::all},
                 {"errors", AccessLogging::errors},
                 {"off", AccessLogging::off}}
            ),
        }
    };
}

}  // namespace

std::vector<SettingGroup> const& setting_groups()
{
    static auto const groups = std::vector<SettingGroup>{
        server_settings(),
        storage_settings(),
        security_settings(),
        vote_settings(),
        store_settings(),
        observability_settings()
    };
    return groups;
}

}  // namespace upbeat::apps
