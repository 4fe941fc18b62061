#include <set>

#include <catch2/catch.hpp>

#include "sample_table.hpp"

using namespace upbeat;
using namespace upbeat::testing;

namespace {

sql::Batch rows(std::int64_t first, std::int64_t count)
{
    sql::Batch batch{"id", "number", "amount", "words"};
    for (auto id = first; id < first + count; ++id) {
        batch.add({id, id * 2, std::nullopt, "row " + std::to_string(id)});
    }
    return batch;
}

std::set<std::int64_t> put_many(Sample const& sample, sql::Batch const& batch)
{
    std::set<std::int64_t> inserted;
    auto const done = sample->autocommit([&](sql::Session& session) -> Result<void> {
        inserted.clear();
        session.each_of_many(kPutMany, batch, [&](sql::Row const& row) {
            inserted.insert(row.integer(0));
        });
        return {};
    });
    REQUIRE(done);
    return inserted;
}

}  // namespace

TEST_CASE("a batch inserts what is new and says which rows those are", "[sql][contract]")
{
    Sample const sample;
    REQUIRE(sample.put(2));

    auto const inserted = put_many(sample, rows(1, 3));

    CHECK(inserted == std::set<std::int64_t>{1, 3});
    CHECK(sample.count() == 3);
    CHECK(sample.number_of(3) == 6);
}

TEST_CASE("a row that stands twice in a batch is inserted once", "[sql][contract]")
{
    Sample const sample;
    sql::Batch batch{"id", "number", "amount", "words"};
    batch.add({1, 10, 0.5, "first"});
    batch.add({1, 20, 0.5, "second"});

    CHECK(put_many(sample, batch) == std::set<std::int64_t>{1});
    CHECK(sample.number_of(1) == 10);
}

TEST_CASE("texts of a batch come back whole", "[sql][contract]")
{
    Sample const sample;
    std::vector<std::string> const texts{
        "", "NULL", "a,b", "{}", "\"q\"", "\\n\n", " x ", "\xF0\x9F\x8E\xB5", "null", "it's"
    };
    sql::Batch batch{"id", "number", "amount", "words"};
    for (std::size_t i = 0; i < texts.size(); ++i) {
        batch.add({i, std::nullopt, 1e-300, texts[i]});
    }
    put_many(sample, batch);

    std::vector<std::string> found;
    sample->read([&](sql::Session& session) {
        session.each(kScan, {{"from", 0}}, [&](sql::Row const& row) {
            CHECK(row.is_null(1));
            CHECK(row.real(2) == 1e-300);
            found.push_back(row.string(3));
        });
    });
    CHECK(found == texts);
}

TEST_CASE("a batch counts the rows it changed, and an empty one changes none", "[sql][contract]")
{
    Sample const sample;
    REQUIRE(sample.put(1));

    auto const changed = sample->write([](sql::Session& session) -> Result<std::int64_t> {
        CHECK(session.run_many(kPutMany, sql::Batch{"id", "number", "amount", "words"}) == 0);
        return session.run_many(kPutMany, rows(1, 10));
    });

    CHECK(changed.value() == 9);
}

TEST_CASE("a row of a batch with a NUL refuses the whole batch", "[sql][contract]")
{
    Sample const sample;
    auto batch = rows(1, 2);
    batch.add({3, 0, std::nullopt, std::string{"\0", 1}});

    CHECK_THROWS_AS(put_many(sample, batch), sql::InvalidText);
    CHECK(sample.count() == 0);
}

TEST_CASE("a large result is read to its end, in order, in blocks", "[sql][contract]")
{
    constexpr std::int64_t kRows = 200'000;
    Sample const sample;
    for (std::int64_t first = 0; first < kRows; first += 5'000) {
        put_many(sample, rows(first, 5'000));
    }

    std::int64_t seen = 0;
    bool in_order = true;
    sample->read([&](sql::Session& session) {
        session.each(kScan, {{"from", 0}}, [&](sql::Row const& row) {
            in_order = in_order && row.integer(0) == seen && row.integer(1) == 2 * seen &&
                       row.is_null(2) && row.text(3).starts_with("row ");
            ++seen;
        });
    });

    CHECK(seen == kRows);
    CHECK(in_order);
}

TEST_CASE("other statements may run while a large result is read", "[sql][contract]")
{
    Sample const sample;
    put_many(sample, rows(0, 10));

    std::int64_t sum = 0;
    sample->read([&](sql::Session& session) {
        session.each(kScan, {{"from", 5}}, [&](sql::Row const& row) {
            sum += session.one(kGet, {{"id", row.integer(0)}}, [](sql::Row const& inner) {
                return inner.integer(0);
            });
        });
    });

    CHECK(sum == 2 * (5 + 6 + 7 + 8 + 9));
}

TEST_CASE("a reader that throws ends the result and leaves the connection fit", "[sql][contract]")
{
    Sample const sample{{.connections = 1}};
    put_many(sample, rows(0, 10));

    for (auto const& statement : {kScan, kCount}) {
        CHECK_THROWS_AS(
            sample->read([&](sql::Session& session) {
                auto const params = statement.large ? sql::Params{{"from", 0}} : sql::Params{};
                session.each(statement, params, [](sql::Row const&) {
                    throw std::runtime_error{"enough"};
                });
            }),
            std::runtime_error
        );
        CHECK(sample.count() == 10);
    }
}
