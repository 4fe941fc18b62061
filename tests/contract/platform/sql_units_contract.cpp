#include <atomic>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>

#include "sample_table.hpp"

using namespace upbeat;
using namespace upbeat::testing;

namespace {

constexpr Statement kPutPart{
    .name = "sample.put_part", .sql = "insert into sample_part (id) values (:id)"
};

void insert(sql::Session& session, std::int64_t id, std::optional<std::int64_t> number = 0)
{
    session.run(
        kPut,
        {{"id", id},
         {"number", number},
         {"amount", std::nullopt},
         {"words", std::nullopt},
         {"at", std::nullopt}}
    );
}

std::optional<sql::Conflict::Kind> conflict_of(std::function<void()> const& action)
{
    try {
        action();
    } catch (sql::Conflict const& conflict) {
        return conflict.kind();
    }
    return std::nullopt;
}

}  // namespace

TEST_CASE("what a unit of work wrote stays when it succeeds", "[sql][contract]")
{
    Sample const sample;

    auto const outcome = sample->write([](sql::Session& session) -> Result<int> {
        insert(session, 1);
        insert(session, 2);
        return 7;
    });

    CHECK(outcome.value() == 7);
    CHECK(sample.count() == 2);
}

TEST_CASE("what a unit of work wrote is gone when it gives an error", "[sql][contract]")
{
    Sample const sample;

    auto const outcome = sample->write([](sql::Session& session) -> Result<int> {
        insert(session, 1);
        return fail(a_broken_rule());
    });

    REQUIRE_FALSE(outcome);
    CHECK(outcome.error() == a_broken_rule());
    CHECK(sample.count() == 0);
}

TEST_CASE("what a unit of work wrote is gone when it throws", "[sql][contract]")
{
    Sample const sample;

    CHECK_THROWS_AS(
        sample->write([](sql::Session& session) -> Result<void> {
            insert(session, 1);
            throw std::runtime_error{"out"};
        }),
        std::runtime_error
    );

    CHECK(sample.count() == 0);
    CHECK(sample.put(1));
}

TEST_CASE("each kind of constraint is told apart", "[sql][contract]")
{
    Sample const sample;
    REQUIRE(sample.put(1));

    CHECK(conflict_of([&] { static_cast<void>(sample.put(1)); }) == sql::Conflict::Kind::unique);
    CHECK(conflict_of([&] {
              static_cast<void>(sample.put(2, 1313));
          }) == sql::Conflict::Kind::check);
    CHECK(conflict_of([&] {
              static_cast<void>(sample->write([](sql::Session& session) -> Result<void> {
                  session.run(kPutPart, {{"id", 99}});
                  return {};
              }));
          }) == sql::Conflict::Kind::foreign);
    CHECK(conflict_of([&] {
              static_cast<void>(sample->write([](sql::Session& session) -> Result<void> {
                  session.run(kPutPart, {{"id", std::nullopt}});
                  return {};
              }));
          }) == sql::Conflict::Kind::not_null);
}

TEST_CASE("a commit that fails leaves nothing behind", "[sql][contract]")
{
    Sample const sample{{.connections = 1}};
    constexpr Statement kPutLate{
        .name = "sample.put_late", .sql = "insert into sample_late (id) values (:id)"
    };

    auto const doomed = [&] {
        static_cast<void>(sample->write([&](sql::Session& session) -> Result<void> {
            insert(session, 1);
            session.run(kPutLate, {{"id", 99}});
            return {};
        }));
    };

    CHECK(conflict_of(doomed) == sql::Conflict::Kind::foreign);
    CHECK(sample.count() == 0);
    CHECK(sample.put(1));
}

TEST_CASE("a conflict that is swallowed still forbids the commit", "[sql][contract]")
{
    Sample const sample;
    REQUIRE(sample.put(1));

    auto const careless = [&] {
        static_cast<void>(sample->write([](sql::Session& session) -> Result<void> {
            insert(session, 2);
            try {
                insert(session, 1);
            } catch (sql::Conflict const&) {
            }
            return {};
        }));
    };

    CHECK(conflict_of(careless) == sql::Conflict::Kind::unique);
    CHECK(sample.count() == 1);
}

TEST_CASE("a conflict may become an error of the unit of work", "[sql][contract]")
{
    Sample const sample;
    REQUIRE(sample.put(1));

    auto const outcome = sample->write([](sql::Session& session) -> Result<void> {
        try {
            insert(session, 1);
        } catch (sql::Conflict const&) {
            return fail(a_broken_rule());
        }
        return {};
    });

    CHECK(outcome.error() == a_broken_rule());
    CHECK(sample.put(2));
}

TEST_CASE("an inner write joins the outer one", "[sql][contract]")
{
    Sample const sample;

    auto const outcome = sample->write([&](sql::Session& session) -> Result<void> {
        insert(session, 1);
        UPBEAT_CHECK(sample.put(2));
        CHECK(sample.count() == 2);
        return fail(a_broken_rule());
    });

    CHECK_FALSE(outcome);
    CHECK(sample.count() == 0);
}

TEST_CASE("a failed inner write dooms the outer one", "[sql][contract]")
{
    Sample const sample;

    auto const outcome = sample->write([&](sql::Session& session) -> Result<void> {
        insert(session, 1);
        auto const inner =
            sample->write([](sql::Session&) -> Result<void> { return fail(a_broken_rule()); });
        CHECK_FALSE(inner);
        return {};
    });

    REQUIRE_FALSE(outcome);
    CHECK(outcome.error() == a_broken_rule());
    CHECK(sample.count() == 0);
}

TEST_CASE("an inner write that threw dooms the outer one", "[sql][contract]")
{
    Sample const sample;

    CHECK_THROWS_AS(
        sample->write([&](sql::Session& session) -> Result<void> {
            insert(session, 1);
            try {
                static_cast<void>(sample->write([](sql::Session&) -> Result<void> {
                    throw std::runtime_error{"inner"};
                }));
            } catch (std::runtime_error const&) {
            }
            return {};
        }),
        std::runtime_error
    );
    CHECK(sample.count() == 0);
}

TEST_CASE("what a unit of work leaves for later is done once, after the commit", "[sql][contract]")
{
    Sample const sample{{.connections = 1}};
    std::vector<std::int64_t> seen;

    auto const outcome = sample->write([&](sql::Session& session) -> Result<void> {
        insert(session, 1);
        session.after_commit([&] { seen.push_back(sample.count()); });
        return sample->write([&](sql::Session& inner) -> Result<void> {
            inner.after_commit([&] { seen.push_back(-1); });
            return {};
        });
    });

    REQUIRE(outcome);
    CHECK(seen == std::vector<std::int64_t>{1, -1});
}

TEST_CASE("what a failed unit of work left for later is never done", "[sql][contract]")
{
    Sample const sample;
    bool done = false;

    auto const outcome = sample->write([&](sql::Session& session) -> Result<void> {
        session.after_commit([&] { done = true; });
        return fail(a_broken_rule());
    });
    REQUIRE(sample.put(1));

    CHECK_FALSE(outcome);
    CHECK_FALSE(done);
}

TEST_CASE("a write inside a read is a mistake that is told at once", "[sql][contract]")
{
    Sample const sample;

    CHECK_THROWS_AS(
        sample->read([&](sql::Session&) { static_cast<void>(sample.put(1)); }), std::logic_error
    );
}

TEST_CASE("one statement can be durable by itself", "[sql][contract]")
{
    Sample const sample;

    auto const outcome = sample->autocommit([](sql::Session& session) -> Result<void> {
        insert(session, 1);
        return {};
    });

    CHECK(outcome);
    CHECK(sample.count() == 1);
}

TEST_CASE("a read sees one snapshot although others write", "[sql][contract]")
{
    Sample const sample;
    REQUIRE(sample.put(1));

    sample->read([&](sql::Session& session) {
        auto const before = session.number(kCount);
        std::thread{[&] { CHECK(sample.put(2)); }}.join();
        CHECK(session.number(kCount) == before);
    });

    CHECK(sample.count() == 2);
}

TEST_CASE("twenty at once that insert the same key have one winner", "[sql][contract]")
{
    Sample const sample{{.connections = 20, .lease_timeout = std::chrono::seconds{60}}};
    std::atomic<int> won{0};
    std::atomic<int> refused{0};

    std::vector<std::thread> threads;
    for (int i = 0; i < 20; ++i) {
        threads.emplace_back([&] {
            auto const conflict = conflict_of([&] {
                if (sample.put(1)) {
                    ++won;
                }
            });
            refused += conflict == sql::Conflict::Kind::unique ? 1 : 0;
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }

    CHECK(won == 1);
    CHECK(refused == 19);
    CHECK(sample.count() == 1);
}

TEST_CASE("work that the engine wants again is run again", "[sql][contract]")
{
    Sample const sample;
    REQUIRE(sample.put(1, 0));
    constexpr Statement kAdd{
        .name = "sample.add", .sql = "update sample set number = number + 1 where id = 1"
    };

    std::vector<std::thread> threads;
    std::atomic<int> added{0};
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            for (int turn = 0; turn < 10; ++turn) {
                try {
                    auto const done = sample->write([&](sql::Session& session) -> Result<void> {
                        session.number(kCount);
                        session.run(kAdd);
                        return {};
                    });
                    added += done ? 1 : 0;
                } catch (sql::Unavailable const&) {
                    // Three attempts may all meet another one; then nothing was added.
                }
            }
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }

    CHECK(added > 0);
    CHECK(sample.number_of(1) == added.load());
}
