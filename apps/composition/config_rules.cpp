#include <upbeat/apps/composition/config_rules.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <exception>
#include <string_view>

#include <upbeat/adapters/http/ip_address.hpp>
#include <upbeat/infrastructure/platform/secret_file.hpp>

namespace upbeat::apps {
namespace {

constexpr std::size_t kLeastSecret = 32;
constexpr std::size_t kLeastAdminKey = 16;

// What examples and tutorials print; a deployment that copied one has no secret.
constexpr std::array<std::string_view, 6> kSampleSecrets = {
    "your_jwt_secret_key_here", "your-secret-key", "change-me", "changeme", "change_me", "secret"
};

Error bad_configuration(std::string detail)
{
    return {
        .kind = ErrorKind::invalid_input, .code = "bad_configuration", .detail = std::move(detail)
    };
}

bool is_postgres_url(std::string_view url)
{
    return url.starts_with("postgresql://") || url.starts_with("postgres://");
}

// postgresql://user@host/name and a password become postgresql://user:password@host/name.
std::string with_password(std::string url, std::string const& password)
{
    auto const authority = url.find("://") + 3;
    auto const at = url.find('@', authority);
    auto const path = url.find('/', authority);
    if (password.empty() || at == std::string::npos || (path != std::string::npos && at > path) ||
        std::string_view{url}.substr(authority, at - authority).find(':') !=
            std::string_view::npos) {
        return url;
    }
    auto encoded = std::string{};
    constexpr std::string_view kHex = "0123456789ABCDEF";
    for (auto const c : password) {
        auto const byte = static_cast<unsigned char>(c);
        auto const plain = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
                           (byte >= 'a' && byte <= 'z');
        if (plain) {
            encoded.push_back(c);
        } else {
            encoded.append({'%', kHex[byte >> 4U], kHex[byte & 15U]});
        }
    }
    return url.insert(at, ":" + encoded);
}

bool parse_int(std::string_view text, int most, int& into)
{
    auto const* const end = text.data() + text.size();
    auto const [rest, error] = std::from_chars(text.data(), end, into);
    return error == std::errc{} && rest == end && into >= 0 && into <= most;
}

std::optional<platform::RedisAddress> parse_redis(std::string_view url)
{
    constexpr std::string_view kScheme = "redis://";
    if (!url.starts_with(kScheme)) {
        return std::nullopt;
    }
    url.remove_prefix(kScheme.size());
    auto address = platform::RedisAddress{};
    if (auto const at = url.rfind('@'); at != std::string_view::npos) {
        auto const user = url.substr(0, at);
        address.password = std::string{user.substr(std::min(user.find(':') + 1, user.size()))};
        url.remove_prefix(at + 1);
    }
    if (auto const slash = url.find('/'); slash != std::string_view::npos) {
        auto const database = url.substr(slash + 1);
        if (!database.empty() && !parse_int(database, 1000, address.database)) {
            return std::nullopt;
        }
        url = url.substr(0, slash);
    }
    if (auto const colon = url.rfind(':'); colon != std::string_view::npos) {
        if (!parse_int(url.substr(colon + 1), 65535, address.port)) {
            return std::nullopt;
        }
        url = url.substr(0, colon);
    }
    address.host = std::string{url};
    return url.empty() ? std::nullopt : std::optional{address};
}

Result<void> check_secret(Config const& config)
{
    if (listens_on_loopback(config)) {
        return {};
    }
    auto const& secret = config.secret_key.reveal();
    if (std::ranges::find(kSampleSecrets, secret) != kSampleSecrets.end()) {
        return fail(bad_configuration(
            "SECRET_KEY is the sample value; make a real one with: openssl rand -base64 48"
        ));
    }
    if (secret.size() < kLeastSecret) {
        return fail(bad_configuration(
            "API_HOST " + config.api_host +
            " can be reached from outside: set SECRET_KEY to at least 32 "
            "characters (make one with: "
            "openssl rand -base64 48), or listen on 127.0.0.1"
        ));
    }
    return {};
}

}  // namespace

bool uses_postgres(Config const& config)
{
    return is_postgres_url(config.database_url.reveal());
}

Result<Secret> database_location(Config const& config)
{
    auto const& url = config.database_url.reveal();
    if (url.empty()) {
        return Secret{(config.data_dir / "upbeat.db").string()};
    }
    if (is_postgres_url(url)) {
        return Secret{with_password(url, config.postgres_password.reveal())};
    }
    // sqlite:///./x.db and sqlite:///x.db are relative, sqlite:////x.db is absolute, as elsewhere.
    for (auto const* const scheme : {"sqlite:///", "sqlite://", "sqlite:", "file:"}) {
        if (url.starts_with(scheme)) {
            return Secret{url.substr(std::string_view{scheme}.size())};
        }
    }
    // A scheme that is not ours, or one of ours misspelt, is never meant as the name of a file.
    if (auto const colon = url.find(':'); colon != std::string::npos && url.find('/') > colon) {
        return fail(bad_configuration(
            "DATABASE_URL must be postgresql://user:password@host:5432/name, sqlite:///file or a "
            "file's path"
        ));
    }
    return Secret{url};
}

std::string database_for_people(Config const& config)
{
    auto const location = database_location(config);
    if (!location) {
        return "(unknown)";
    }
    auto const& url = location->reveal();
    auto const scheme = url.find("://");
    auto const at = url.find('@');
    if (!uses_postgres(config)) {
        return "SQLite " + url;
    }
    auto const begin = at == std::string::npos ? scheme + 3 : at + 1;
    return "PostgreSQL " + url.substr(begin, url.find('?', begin) - begin);
}

Result<std::optional<platform::RedisAddress>> redis_address(Config const& config)
{
    if (!config.redis_url.empty()) {
        auto const address = parse_redis(config.redis_url.reveal());
        if (!address) {
            return fail(
                bad_configuration("REDIS_URL must be redis://[:password@]host[:port][/database]")
            );
        }
        return address;
    }
    if (config.redis_host.empty()) {
        return std::optional<platform::RedisAddress>{};
    }
    return std::optional{platform::RedisAddress{
        .host = config.redis_host, .port = config.redis_port, .database = config.redis_db
    }};
}

bool listens_on_loopback(Config const& config)
{
    auto const address = http::IpAddress::parse(config.api_host);
    return config.api_host == "localhost" || (address && address->is_loopback());
}

Result<void> fit_to_serve(Config const& config)
{
    if (config.api_host != "localhost" && !http::IpAddress::parse(config.api_host)) {
        return fail(bad_configuration(
            "API_HOST must be an IPv4 or IPv6 address or localhost, not \"" + config.api_host + "\""
        ));
    }
    UPBEAT_CHECK(check_secret(config));
    auto const& admin = config.admin_api_key.reveal();
    if (!admin.empty() && admin.size() < kLeastAdminKey) {
        return fail(bad_configuration("ADMIN_API_KEY must have at least 16 characters, or be empty")
        );
    }
    UPBEAT_CHECK(database_location(config));
    UPBEAT_CHECK(redis_address(config));
    return {};
}

Result<Secret> effective_secret(Config const& config)
{
    if (!config.secret_key.empty()) {
        return config.secret_key;
    }
    try {
        return platform::secret_kept_in(config.data_dir / "secret.key");
    } catch (std::exception const& failure) {
        return fail(bad_configuration(failure.what()));
    }
}

}  // namespace upbeat::apps
