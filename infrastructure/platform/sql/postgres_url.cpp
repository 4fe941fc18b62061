#include <map>
#include <memory>

#include <fmt/format.h>
#include <libpq-fe.h>

#include <upbeat/infrastructure/platform/sql/errors.hpp>

#include "postgres_url.hpp"

namespace upbeat::sql {
namespace {

using Settings = std::map<std::string, std::string>;

Settings parse(std::string const& url)
{
    char* problem = nullptr;
    std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> const options{
        PQconninfoParse(url.c_str(), &problem), &PQconninfoFree
    };
    std::unique_ptr<char, decltype(&PQfreemem)> const message{problem, &PQfreemem};
    if (!options) {
        // What libpq says may quote the URL, and with it a password.
        throw Unavailable{
            "the PostgreSQL URL is malformed: write postgresql://user:password@host:port/name"
        };
    }
    Settings settings;
    for (auto const* option = options.get(); option->keyword != nullptr; ++option) {
        if (option->val != nullptr) {
            settings[option->keyword] = option->val;
        }
    }
    return settings;
}

std::string quoted(std::string const& value)
{
    std::string out{"'"};
    for (char const c : value) {
        if (c == '\'' || c == '\\') {
            out += '\\';
        }
        out += c;
    }
    return out + "'";
}

}  // namespace

bool is_postgres_url(std::string_view url)
{
    return url.starts_with("postgresql://") || url.starts_with("postgres://");
}

std::string postgres_keywords(std::string const& url, std::string const& application_name)
{
    auto settings = parse(url);
    settings.try_emplace("application_name", application_name);
    settings.try_emplace("connect_timeout", "3");
    // A peer that vanished without a word is noticed by the kernel too: within 19 seconds when
    // nothing is under way, within 10 when something is.
    settings.try_emplace("keepalives_idle", "10");
    settings.try_emplace("keepalives_interval", "3");
    settings.try_emplace("keepalives_count", "3");
    settings.try_emplace("tcp_user_timeout", "10000");
    settings["client_encoding"] = "UTF8";
    std::string out;
    for (auto const& [keyword, value] : settings) {
        out += fmt::format("{}={} ", keyword, quoted(value));
    }
    return out;
}

std::string postgres_place(std::string const& url)
{
    auto settings = parse(url);
    auto const& host = settings["host"];
    auto const& port = settings["port"];
    return fmt::format(
        "{} at {}:{}",
        settings["dbname"],
        host.empty() ? "localhost" : host,
        port.empty() ? "5432" : port
    );
}

}  // namespace upbeat::sql
