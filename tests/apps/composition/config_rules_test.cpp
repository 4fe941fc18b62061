#include <upbeat/apps/composition/config_rules.hpp>

#include <map>
#include <string>

#include <catch2/catch.hpp>

#include <upbeat/apps/composition/config_reader.hpp>

using namespace upbeat::apps;

namespace {

Config configured(std::map<std::string, std::string> settings)
{
    return read_config({.options = std::move(settings)}).value();
}

std::string refusal(std::map<std::string, std::string> settings)
{
    auto const fit = fit_to_serve(configured(std::move(settings)));
    return fit ? "" : fit.error().detail;
}

auto const kRealSecret = std::string(40, 'k');

}  // namespace

TEST_CASE("a loopback address serves without a secret", "[apps]")
{
    CHECK(refusal({}).empty());
    CHECK(refusal({{"API_HOST", "::1"}}).empty());
    CHECK(refusal({{"API_HOST", "localhost"}}).empty());
}

TEST_CASE("a public address needs a real secret", "[apps]")
{
    CHECK_THAT(refusal({{"API_HOST", "0.0.0.0"}}), Catch::Contains("SECRET_KEY"));
    CHECK_THAT(
        refusal({{"API_HOST", "::"}, {"SECRET_KEY", "short"}}), Catch::Contains("32 characters")
    );
    CHECK_THAT(
        refusal({{"API_HOST", "0.0.0.0"}, {"SECRET_KEY", "your_jwt_secret_key_here"}}),
        Catch::Contains("sample value")
    );
    CHECK(refusal({{"API_HOST", "0.0.0.0"}, {"SECRET_KEY", kRealSecret}}).empty());
}

TEST_CASE("an administrator's key that can be guessed is refused", "[apps]")
{
    CHECK_THAT(refusal({{"ADMIN_API_KEY", "admin"}}), Catch::Contains("16 characters"));
}

TEST_CASE("an address that is none is refused", "[apps]")
{
    CHECK_THAT(refusal({{"API_HOST", "example"}}), Catch::Contains("API_HOST"));
}

TEST_CASE("without a DATABASE_URL the database is a file in the data folder", "[apps]")
{
    auto const config = configured({{"DATA_DIR", "/var/lib/upbeat"}});

    CHECK(database_location(config)->reveal() == "/var/lib/upbeat/upbeat.db");
    CHECK_FALSE(uses_postgres(config));
}

TEST_CASE("a SQLite file can be named as a path or a URL", "[apps]")
{
    CHECK(database_location(configured({{"DATABASE_URL", "x/y.db"}}))->reveal() == "x/y.db");
    CHECK(database_location(configured({{"DATABASE_URL", "sqlite:///y.db"}}))->reveal() == "y.db");
    CHECK(
        database_location(configured({{"DATABASE_URL", "sqlite:////var/y.db"}}))->reveal() ==
        "/var/y.db"
    );
    CHECK_FALSE(database_location(configured({{"DATABASE_URL", "mysql://h/x"}})));
    CHECK_FALSE(database_location(configured({{"DATABASE_URL", "postgresql:/u@h/x"}})));
}

TEST_CASE("a PostgreSQL password may be given apart and is never shown", "[apps]")
{
    auto const config = configured(
        {{"DATABASE_URL", "postgresql://shop@db:5432/upbeat"}, {"POSTGRES_PASSWORD", "p@ss/1"}}
    );

    CHECK(database_location(config)->reveal() == "postgresql://shop:p%40ss%2F1@db:5432/upbeat");
    CHECK(database_for_people(config) == "PostgreSQL db:5432/upbeat");
}

TEST_CASE("a password in the URL is kept", "[apps]")
{
    auto const config = configured(
        {{"DATABASE_URL", "postgresql://shop:in@db/upbeat"}, {"POSTGRES_PASSWORD", "other"}}
    );

    CHECK(database_location(config)->reveal() == "postgresql://shop:in@db/upbeat");
}

TEST_CASE("a Redis is only looked for where one is configured", "[apps]")
{
    CHECK_FALSE(redis_address(configured({})).value());
    CHECK(redis_address(configured({{"REDIS_HOST", "cache"}})).value()->host == "cache");

    auto const address =
        redis_address(configured({{"REDIS_URL", "redis://:pw@cache:6380/2"}})).value();
    REQUIRE(address);
    CHECK(address->host == "cache");
    CHECK(address->port == 6380);
    CHECK(address->password == "pw");
    CHECK(address->database == 2);

    CHECK_FALSE(redis_address(configured({{"REDIS_URL", "http://cache"}})));
}
