#include <limits>

#include <catch2/catch.hpp>

#include "sample_table.hpp"

using namespace upbeat;
using namespace upbeat::testing;

namespace {

struct Values {
    std::optional<std::int64_t> number{};
    std::optional<double> amount{};
    std::optional<std::string> words{};
    std::optional<Timestamp> at{};

    bool operator==(Values const&) const = default;
};

Values kept(Sample const& sample, Values const& values)
{
    auto const done = sample->write([&](sql::Session& session) -> Result<void> {
        session.run(
            kPut,
            {{"id", 1},
             {"number", values.number},
             {"amount", values.amount},
             {"words", values.words},
             {"at", values.at}}
        );
        return {};
    });
    REQUIRE(done);
    return sample->read([](sql::Session& session) {
        return session.one(kGet, {{"id", 1}}, [](sql::Row const& row) {
            return Values{
                .number = row.maybe_integer(0),
                .amount = row.maybe_real(1),
                .words = row.maybe_string(2),
                .at = row.maybe_time(3)
            };
        });
    });
}

void require_round_trip(Values const& values)
{
    Sample const sample;
    CHECK(kept(sample, values) == values);
}

}  // namespace

TEST_CASE("the smallest and greatest numbers come back as they went in", "[sql][contract]")
{
    require_round_trip({.number = std::numeric_limits<std::int64_t>::max(), .amount = 0.1});
    require_round_trip({.number = std::numeric_limits<std::int64_t>::min(), .amount = -1e300});
    require_round_trip({.number = 5'000'000'000, .amount = std::numeric_limits<double>::min()});
}

TEST_CASE("an instant keeps its microseconds", "[sql][contract]")
{
    require_round_trip({.at = from_micros(1'767'225'600'123'457)});
    require_round_trip({.at = from_micros(-1)});
}

TEST_CASE("texts come back whole, whatever they hold", "[sql][contract]")
{
    require_round_trip({.words = ""});
    require_round_trip({.words = "\xF0\x9F\x8E\xB5 it's \"quoted\", :named, $1, 100% \\ {x} NULL\n"}
    );
    require_round_trip({.words = std::string(1'000'000, 'x')});
}

TEST_CASE("null is not an empty text and not zero", "[sql][contract]")
{
    require_round_trip({});
    require_round_trip({.number = 0, .amount = 0.0, .words = ""});
}

TEST_CASE("a text with a NUL is refused instead of cut", "[sql][contract]")
{
    Sample const sample;

    CHECK_THROWS_AS(kept(sample, {.words = std::string{"a\0b", 3}}), sql::InvalidText);
    CHECK(sample.count() == 0);
}

TEST_CASE("a text that is not UTF-8 is refused", "[sql][contract]")
{
    Sample const sample;

    for (std::string const text :
         {"\xFF", "\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "a\xC3"}) {
        CHECK_THROWS_AS(kept(sample, {.words = text}), sql::InvalidText);
    }
}

TEST_CASE("a parameter may be null in one run and a number in the next", "[sql][contract]")
{
    Sample const sample;
    REQUIRE(sample.put(1, 7));

    auto const set = [&](std::optional<std::int64_t> number) {
        auto const done = sample->write([&](sql::Session& session) -> Result<void> {
            CHECK(session.run(kSet, {{"number", number}, {"id", 1}}) == 1);
            return {};
        });
        REQUIRE(done);
    };
    set(std::nullopt);
    set(8);
    set(std::nullopt);
    set(9);

    CHECK(sample.number_of(1) == 9);
}

TEST_CASE("a statement says how many rows it changed", "[sql][contract]")
{
    Sample const sample;
    REQUIRE(sample.put(1));

    auto const changed = sample->write([](sql::Session& session) -> Result<std::int64_t> {
        CHECK(session.run(kSet, {{"number", 1}, {"id", 2}}) == 0);
        return session.run(kSet, {{"number", 1}, {"id", 1}});
    });

    CHECK(changed.value() == 1);
}

TEST_CASE("no row is nothing, and an error where one was promised", "[sql][contract]")
{
    Sample const sample;

    CHECK(sample.number_of(404) == std::nullopt);
    CHECK_THROWS_AS(
        sample->read([](sql::Session& session) { return session.number(kGet, {{"id", 404}}); }),
        std::logic_error
    );
}

TEST_CASE("a reader that disagrees with its statement is told so", "[sql][contract]")
{
    Sample const sample;
    REQUIRE(sample.put(1));

    auto const read = [&](auto reader) {
        return sample->read([&](sql::Session& session) {
            return session.one(kGet, {{"id", 1}}, reader);
        });
    };
    CHECK_THROWS_AS(read([](sql::Row const& row) { return row.integer(2); }), std::logic_error);
    CHECK_THROWS_AS(read([](sql::Row const& row) { return row.string(2); }), std::logic_error);
    CHECK_THROWS_AS(read([](sql::Row const& row) { return row.integer(9); }), std::logic_error);
}

TEST_CASE(
    "preparing notices a statement that is wrong or declares other columns", "[sql][contract]"
)
{
    Sample const sample;
    constexpr Statement kMisspelt{.name = "sample.misspelt", .sql = "selekt 1"};
    constexpr Statement kUndeclared{.name = "sample.undeclared", .sql = "select id from sample"};
    auto const prepare = [&](Statement const& statement) {
        sample->read([&](sql::Session& session) { session.prepare(statement); });
    };

    prepare(kGet);
    CHECK_THROWS_AS(prepare(kMisspelt), sql::BadStatement);
    CHECK_THROWS_AS(prepare(kUndeclared), sql::BadStatement);
}
