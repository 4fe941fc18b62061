#include <filesystem>
#include <fstream>
#include <random>
#include <string>

#include <catch2/catch.hpp>

#include <upbeat/tests/support/program/postgres_server.hpp>
#include <upbeat/tests/support/program/power_cut.hpp>
#include <upbeat/tests/support/program/vote_site.hpp>

using namespace upbeat::testing;
using upbeat::apps::ChildProcess;

// That a killed process loses nothing says little about durability: what it wrote survives in the
// memory of the kernel. Here a library below the program and the database keeps apart what was
// synchronised from what was only written, notes their order, and cuts the power. The same runs
// with durability switched off have to fail: they show that the tests can.
namespace {

namespace fs = std::filesystem;

// In the long run both are repeated; a short one shows them a few times.
constexpr std::size_t kUsualCuts = 3;
constexpr unsigned kVotes = 120;

void preload(CrashableServer& server, ChildProcess::Environment const& environment)
{
    for (auto const& [name, value] : environment) {
        server.set(name, value);
    }
}

VoteSite::Size plain_votes()
{
    return {.tracks = 60, .agents = 24, .changes = false};
}

// Restarts the site's server with a shim that writes a log, has it take votes, and examines it.
OrderFindings order_of(VoteSite& site, DiskShim const& shim, std::string const& wal)
{
    site.server.stop();
    preload(site.server, shim.environment());
    site.server.start();
    site.load->start(site.server.port());
    REQUIRE(site.load->wait_for_acknowledged(kVotes));
    site.load->stop();
    site.server.stop();
    return examine_order(shim.log, wal);
}

OrderFindings order_on_sqlite(DiskShim shim)
{
    VoteSite site{"", plain_votes()};
    ScratchFolder const logs;
    shim.root = site.folder.path();
    shim.log = logs.path() / "order";
    return order_of(site, shim, "upbeat.db-wal");
}

OrderFindings order_on_postgres(std::vector<std::string> const& settings)
{
    PostgresServer postgres{settings};
    VoteSite site{postgres.fresh_url(), plain_votes()};
    ScratchFolder const logs;
    auto const log = logs.path() / "order";
    std::ofstream{log}.close();
    fs::permissions(logs.path(), fs::perms::all);
    fs::permissions(log, fs::perms::all);
    postgres.stop_cleanly();
    postgres.start(DiskShim{.root = postgres.data(), .log = log}.environment());
    return order_of(site, {.root = site.folder.path(), .log = log}, "pg_wal/");
}

// Votes, kill and power cut, again and again; what is wrong at the end of each. SQLite.
std::string cut_on_sqlite(DiskShim shim, std::size_t times)
{
    VoteSite site{"", {.tracks = 60 + 20 * times, .agents = 24}};
    ScratchFolder const other;
    shim.root = site.folder.path();
    shim.shadow = other.path() / "shadow";
    site.server.stop();
    begin_shadow(shim.root, shim.shadow);
    preload(site.server, shim.environment());
    std::minstd_rand random{std::random_device{}()};
    for (std::size_t i = 0; i < times; ++i) {
        auto const seed = static_cast<unsigned>(random());
        CAPTURE(i, seed);
        site.server.start();
        site.load->start(site.server.port());
        REQUIRE(site.load->wait_for_acknowledged(20 + random() % kVotes));
        site.server.kill();
        site.load->stop();
        cut_power(shim.root, shim.shadow, seed);
        site.server.start();
        if (auto const found = joined(site.complaints()); !found.empty()) {
            return found;
        }
        site.server.kill();
        cut_power(shim.root, shim.shadow, seed);
    }
    report("power cut, SQLite", times, site.book.acknowledged());
    return {};
}

std::string cut_on_postgres(std::vector<std::string> const& settings, std::size_t times)
{
    PostgresServer postgres{settings};
    VoteSite site{postgres.fresh_url(), {.tracks = 60 + 20 * times, .agents = 24}};
    ScratchFolder const other;
    fs::permissions(other.path(), fs::perms::all);
    DiskShim const shim{.root = postgres.data(), .shadow = other.path() / "shadow"};
    postgres.stop_cleanly();
    begin_shadow(shim.root, shim.shadow);
    std::minstd_rand random{std::random_device{}()};
    for (std::size_t i = 0; i < times; ++i) {
        auto const seed = static_cast<unsigned>(random());
        CAPTURE(i, seed);
        postgres.start(shim.environment());
        site.load->start(site.server.port());
        REQUIRE(site.load->wait_for_acknowledged(20 + random() % kVotes));
        postgres.kill();
        site.load->stop();
        cut_power(shim.root, shim.shadow, seed);
        postgres.start(shim.environment());
        REQUIRE(VoteSite::eventually([&] { return site.server.get("/health").status == 200; }));
        if (auto const found = joined(site.ledger_complaints()); !found.empty()) {
            return found;
        }
        postgres.stop_cleanly();
        begin_shadow(shim.root, shim.shadow);
    }
    report("power cut, PostgreSQL", times, site.book.acknowledged());
    return {};
}

// Nothing is flushed by the way: an answer before the commit shows.
std::vector<std::string> asynchronous_commit()
{
    return {"synchronous_commit=off", "wal_writer_delay=10s", "wal_writer_flush_after=0"};
}

}  // namespace

TEST_CASE("on SQLite no answer leaves before its vote is synchronised", "[power]")
{
    auto const findings = order_on_sqlite({});

    CHECK(findings.answers >= kVotes);
    CHECK(findings.too_early == 0);
}

TEST_CASE("an SQLite that does not synchronise its commits is caught by the order", "[power]")
{
    CHECK(order_on_sqlite({.sqlite = "normal"}).too_early > 0);
    CHECK(order_on_sqlite({.lies = true}).too_early > 0);
}

TEST_CASE("on PostgreSQL no answer leaves before its vote is synchronised", "[power]")
{
    auto const findings = order_on_postgres({});

    CHECK(findings.answers >= kVotes);
    CHECK(findings.too_early == 0);
}

TEST_CASE("a PostgreSQL that answers before its commit is caught by the order", "[power]")
{
    CHECK(order_on_postgres(asynchronous_commit()).too_early > 0);
}

TEST_CASE("acknowledged votes on SQLite are there after a power cut", "[power]")
{
    CHECK(cut_on_sqlite({}, cycles(kUsualCuts)) == "");
}

TEST_CASE("an SQLite that does not synchronise its commits loses votes in a power cut", "[power]")
{
    CHECK_THAT(cut_on_sqlite({.sqlite = "normal"}, 3), Catch::Contains("acknowledged"));
    CHECK_THAT(cut_on_sqlite({.lies = true}, 3), Catch::Contains("acknowledged"));
}

TEST_CASE("acknowledged votes on PostgreSQL are there after a power cut", "[power]")
{
    CHECK(cut_on_postgres({}, cycles(kUsualCuts)) == "");
}

TEST_CASE("a PostgreSQL that answers before its commit loses votes in a power cut", "[power]")
{
    CHECK_THAT(cut_on_postgres(asynchronous_commit(), 3), Catch::Contains("acknowledged"));
}
