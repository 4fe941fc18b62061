#include <vector>

#include <catch2/catch.hpp>

#include "sample_table.hpp"

using namespace upbeat;
using namespace upbeat::testing;

namespace {

constexpr Statement kFill{
    .name = "sample.fill", .sql = "update sample set words = :words where id = 1"
};

std::string setting(Sample const& sample, std::string_view pragma)
{
    Statement const ask{.name = pragma, .sql = pragma, .columns = {Column::text}};
    auto const found = sample->write([&](sql::Session& session) -> Result<std::string> {
        return session.one(ask, {}, [](sql::Row const& row) { return row.string(0); });
    });
    return found.value();
}

// A writer that holds the lock until it goes, as another process would.
template <class During>
void while_another_writes(Sample const& sample, During const& during)
{
    auto const other = sql::Database::open(sample.database.url());
    REQUIRE(other->write([&](sql::Session&) -> Result<void> {
        during();
        return {};
    }));
}

}  // namespace

TEST_CASE("SQLite is set up for durable writes beside readers", "[sql][sqlite]")
{
    Sample const sample;

    CHECK(setting(sample, "pragma journal_mode") == "wal");
    CHECK(setting(sample, "pragma synchronous") == "2");
    CHECK(setting(sample, "pragma foreign_keys") == "1");
}

TEST_CASE(
    "a full disk is told to the operator, and the store serves again with room", "[sql][sqlite]"
)
{
    std::vector<std::string> lines;
    Sample const sample{{.on_warning = [&](std::string_view line) { lines.emplace_back(line); }}};
    REQUIRE(sample.put(1));
    auto const limit = [&](std::string const& pages) {
        REQUIRE(sample->write([&](sql::Session& session) -> Result<void> {
            session.script("pragma max_page_count = " + pages);
            return {};
        }));
    };
    auto const fill = [&] {
        return sample->write([](sql::Session& session) -> Result<void> {
            session.run(kFill, {{"words", std::string(1'000'000, 'x')}});
            return {};
        });
    };

    limit("16");
    CHECK_THROWS_AS(fill(), sql::Unavailable);
    REQUIRE(lines.size() == 1);
    CHECK_THAT(lines[0], Catch::Contains("disk is full"));
    CHECK(sample.count() == 1);

    limit("1000000");
    CHECK(fill());
}

TEST_CASE("a database that cannot be written is told to the operator", "[sql][sqlite]")
{
    std::vector<std::string> lines;
    Sample const sample{{.on_warning = [&](std::string_view line) { lines.emplace_back(line); }}};

    CHECK_THROWS_AS(
        sample->write([](sql::Session& session) -> Result<void> {
            session.script("pragma query_only = on");
            session.run(kSet, {{"number", 1}, {"id", 1}});
            return {};
        }),
        sql::Unavailable
    );

    REQUIRE(lines.size() == 1);
    CHECK_THAT(lines[0], Catch::Contains("check the rights"));
    CHECK(sample.put(1));
}

TEST_CASE("a lock that another process holds too long is not waited for for ever", "[sql][sqlite]")
{
    Sample const sample{{.busy_timeout = std::chrono::milliseconds{1}}};

    while_another_writes(sample, [&] {
        CHECK_THROWS_AS(sample.put(1), sql::Unavailable);
        CHECK(sample.count() == 0);
    });

    CHECK(sample.put(1));
}

TEST_CASE("a path without a folder is told in one line", "[sql][sqlite]")
{
    try {
        sql::Database::open("/nowhere/at all/upbeat.db");
        FAIL("opened");
    } catch (sql::Unavailable const& unavailable) {
        CHECK_THAT(unavailable.what(), Catch::Contains("/nowhere/at all/upbeat.db"));
    }
}

TEST_CASE("a file that is no database is told in one line", "[sql][sqlite]")
{
    CHECK_THROWS_AS(sql::Database::open("/proc/self/status"), sql::Unavailable);
}

TEST_CASE("what a reader's connection must not do is write", "[sql][sqlite]")
{
    Sample const sample;

    CHECK_THROWS_AS(
        sample->read([](sql::Session& session) { session.run(kSet, {{"number", 1}, {"id", 1}}); }),
        sql::Unavailable
    );
}
