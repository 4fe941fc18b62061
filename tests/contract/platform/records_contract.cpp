#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>

#include <upbeat/infrastructure/platform/records/database_clock.hpp>
#include <upbeat/infrastructure/platform/records/sql_audit_log.hpp>
#include <upbeat/infrastructure/platform/records/sql_idempotency.hpp>
#include <upbeat/tests/support/fixed_clock.hpp>
#include <upbeat/tests/support/sql/fresh_database.hpp>

#include "engine.hpp"

using namespace upbeat;
using namespace upbeat::testing;

namespace {

constexpr auto kNoon = Timestamp{std::chrono::hours{500'000}};

contracts::AuditEntry entry(std::string actor, std::string target)
{
    return {
        .at = kNoon + std::chrono::microseconds{7},
        .actor = std::move(actor),
        .action = "track.removed",
        .target_type = "track",
        .target_id = std::move(target),
        .reason = "spam, \"quoted\"",
        .request_id = "req_1",
        .detail = ""
    };
}

Result<void> record(sql::Database& database, contracts::AuditEntry const& one, bool succeeds = true)
{
    return database.write([&](sql::Session& session) -> Result<void> {
        platform::SqlAuditLog{session}.record(one);
        if (!succeeds) {
            return fail({.kind = ErrorKind::rule_broken, .code = "no", .detail = "No."});
        }
        return {};
    });
}

platform::IdempotencyTicket ticket(std::string key = "key-1")
{
    return {.owner = "agt_1", .key = std::move(key), .fingerprint = std::string(32, 'a')};
}

platform::KeptAnswer answer(std::string body = "{\"a\":1}")
{
    return {
        .status = 201,
        .content_type = "application/json",
        .body = std::move(body),
        .headers = "location: /x\n"
    };
}

}  // namespace

TEST_CASE("an act and its audit entry are kept or lost together", "[platform][contract]")
{
    FreshDatabase const database{engine_under_test()};
    platform::SqlAuditReader reader{database.get()};

    REQUIRE(record(database.get(), entry("admin", "trk_1")));
    CHECK_FALSE(record(database.get(), entry("admin", "trk_2"), false));

    auto const page = reader.entries({});
    REQUIRE(page.total == 1);
    auto expected = entry("admin", "trk_1");
    expected.number = page.items.at(0).number;
    CHECK(page.items.at(0) == expected);
}

TEST_CASE("audit entries are listed newest first, filtered and in pages", "[platform][contract]")
{
    FreshDatabase const database{engine_under_test()};
    platform::SqlAuditReader reader{database.get()};
    for (auto const* const target : {"trk_1", "trk_2", "trk_3"}) {
        REQUIRE(record(database.get(), entry("admin", target)));
        REQUIRE(record(database.get(), entry("agt_9", target)));
    }

    auto const page = reader.entries({.actor = "admin", .page = {.page = 2, .limit = 2}});
    CHECK(page.total == 3);
    REQUIRE(page.items.size() == 1);
    CHECK(page.items[0].target_id == "trk_1");

    CHECK(reader.entries({.actor = "admin", .target_id = "trk_3"}).total == 1);
    CHECK(reader.entries({.action = "key.revoked"}).items.empty());
}

TEST_CASE("an answer is kept with what the request did", "[platform][contract]")
{
    FreshDatabase const database{engine_under_test()};
    platform::SqlIdempotency store{database.get()};
    platform::SqlAuditReader reader{database.get()};

    auto const done = store.perform(ticket(), kNoon, [&]() -> Result<platform::KeptAnswer> {
        UPBEAT_CHECK(record(database.get(), entry("admin", "trk_1")));
        return answer();
    });

    CHECK(done.value() == answer());
    auto const kept = store.find("agt_1", "key-1");
    REQUIRE(kept);
    CHECK(kept->fingerprint == ticket().fingerprint);
    CHECK(kept->answer == answer());
    CHECK(reader.entries({}).total == 1);
    CHECK_FALSE(store.find("agt_2", "key-1"));
}

TEST_CASE("a failed request keeps neither its answer nor its effects", "[platform][contract]")
{
    FreshDatabase const database{engine_under_test()};
    platform::SqlIdempotency store{database.get()};
    platform::SqlAuditReader reader{database.get()};

    auto const done = store.perform(ticket(), kNoon, [&]() -> Result<platform::KeptAnswer> {
        UPBEAT_CHECK(record(database.get(), entry("admin", "trk_1"), false));
        return answer();
    });

    CHECK(done.error().code == "no");
    CHECK_FALSE(store.find("agt_1", "key-1"));
    CHECK(reader.entries({}).total == 0);
}

TEST_CASE("a clock is held against the database's", "[platform][contract]")
{
    using namespace std::chrono_literals;
    FreshDatabase const database{engine_under_test()};
    FixedClock clock;
    auto const now = [] {
        return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
    };

    // The clock stands still, so what the machine takes for the question makes it look behind.
    clock.set(now() + 1h);
    CHECK(platform::clock_lead(*database, clock) > 59min);
    clock.set(now() - 1h);
    CHECK(platform::clock_lead(*database, clock) < -59min);
}

TEST_CASE("a key that another node has used undoes the second request", "[platform][contract]")
{
    FreshDatabase const database{engine_under_test()};
    platform::SqlIdempotency store{database.get()};
    platform::SqlAuditReader reader{database.get()};
    REQUIRE(store.perform(ticket(), kNoon, [] { return Result<platform::KeptAnswer>{answer()}; }));

    auto const second = store.perform(ticket(), kNoon, [&]() -> Result<platform::KeptAnswer> {
        UPBEAT_CHECK(record(database.get(), entry("admin", "trk_1")));
        return answer("{}");
    });

    CHECK(second.error() == platform::idempotency_key_taken());
    CHECK(store.find("agt_1", "key-1")->answer == answer());
    CHECK(reader.entries({}).total == 0);
}

TEST_CASE("eight at once with the same key do the work once", "[platform][contract]")
{
    FreshDatabase const database{engine_under_test()};
    platform::SqlIdempotency store{database.get()};
    std::atomic<int> won{0};

    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([&] {
            auto const done = store.perform(ticket(), kNoon, [&]() -> Result<platform::KeptAnswer> {
                UPBEAT_CHECK(record(database.get(), entry("admin", "trk_1")));
                return answer();
            });
            won += done ? 1 : 0;
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }

    CHECK(won == 1);
    CHECK(platform::SqlAuditReader{database.get()}.entries({}).total == 1);
}

TEST_CASE("old answers are forgotten, young ones are not", "[platform][contract]")
{
    FreshDatabase const database{engine_under_test()};
    platform::SqlIdempotency store{database.get()};
    auto const keep = [&](std::string const& key, Timestamp at) {
        REQUIRE(store.perform(ticket(key), at, [] {
            return Result<platform::KeptAnswer>{answer()};
        }));
    };
    keep("old", kNoon - std::chrono::hours{25});
    keep("young", kNoon);

    CHECK(store.forget(kNoon - std::chrono::hours{24}) == 1);
    CHECK_FALSE(store.find("agt_1", "old"));
    CHECK(store.find("agt_1", "young"));
}
