#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

#include <catch2/catch.hpp>

#include <upbeat/tests/support/net/tcp_proxy.hpp>
#include <upbeat/tests/support/program/postgres_server.hpp>
#include <upbeat/tests/support/program/power_cut.hpp>
#include <upbeat/tests/support/program/vote_site.hpp>

using namespace upbeat::testing;

// A database that is away, silent, or cut off at the worst moment.
namespace {

using namespace std::chrono_literals;

// How long it is away: as long as it takes to see what is asked, or a minute.
void let_time_pass()
{
    if (is_long_run()) {
        std::this_thread::sleep_for(1min);
    }
}

VoteSite::Size some()
{
    return {.tracks = 400, .agents = 24};
}

upbeat::apps::ChildProcess::Environment impatient()
{
    return {{"DATABASE_TIMEOUT", "2"}};
}

// What clients see meanwhile, and what comes after.
void check_outage(VoteSite& site)
{
    CHECK(VoteSite::eventually([&] { return site.server.get("/health").status == 503; }));
    auto const vote = site.vote(site.track(0), "during the outage");
    CHECK(vote.status == 503);
    CHECK(vote.header("Retry-After") != "");
    CHECK(vote.header("Content-Type") == "application/problem+json");
    CHECK(site.server.get("/api/v1/trending").status == 200);
    CHECK(site.server.get("/health/live").status == 200);
}

template <class Begin, class End>
void go_through(VoteSite& site, Begin begin, End end)
{
    REQUIRE(site.server.get("/api/v1/trending").status == 200);
    site.load->start(site.server.port());
    REQUIRE(site.load->wait_for_acknowledged(50));
    begin();
    CHECK(site.load->wait_for_unavailable(12));
    check_outage(site);
    let_time_pass();
    end();
    REQUIRE(site.load->wait_for_acknowledged(300));
    site.load->stop();
    CHECK(VoteSite::eventually([&] { return site.server.get("/health").status == 200; }));
    auto const complaints = joined(site.complaints());
    CHECK(complaints == "");
}

// What a client does that was told to come back.
unsigned until_answered(VoteSite& site, std::string const& comment, std::string const& headers)
{
    unsigned status = 503;
    VoteSite::eventually([&] {
        status = site.vote(site.track(1), comment, headers).status;
        return status != 503;
    });
    return status;
}

}  // namespace

TEST_CASE("a PostgreSQL that goes away and comes back is survived without a restart", "[outage]")
{
    auto& postgres = PostgresServer::shared();
    VoteSite site{postgres.fresh_url(), some(), impatient()};

    go_through(site, [&] { postgres.stop_immediately(); }, [&] { postgres.start(); });
}

TEST_CASE("a PostgreSQL that falls silent is survived without a restart", "[outage]")
{
    auto& postgres = PostgresServer::shared();
    VoteSite site{postgres.fresh_url(), some(), impatient()};

    go_through(site, [&] { postgres.freeze(); }, [&] { postgres.thaw(); });
}

TEST_CASE("a server stops although its database is silent", "[outage]")
{
    auto& postgres = PostgresServer::shared();
    VoteSite site{postgres.fresh_url(), some(), {{"DATABASE_TIMEOUT", "600"}}};
    site.load->start(site.server.port());
    REQUIRE(site.load->wait_for_acknowledged(20));
    postgres.freeze();

    auto const code = site.server.stop();
    site.load->stop();
    postgres.thaw();

    CHECK(code == 0);
    site.server.start();
    CHECK(joined(site.complaints()) == "");
}

TEST_CASE(
    "a server whose disk hangs ends within its time, and says that it was cut short", "[outage]"
)
{
    ScratchFolder const faults;
    VoteSite site{"", some(), {{"SHUTDOWN_TIMEOUT", "1"}}};
    site.server.stop();
    for (auto const& [name, value] :
         DiskShim{.root = site.folder.path(), .faults = faults.path()}.environment()) {
        site.server.set(name, value);
    }
    site.server.start();
    site.load->start(site.server.port());
    REQUIRE(site.load->wait_for_acknowledged(20));
    std::ofstream{faults.path() / "hang"}.close();

    auto const code = site.server.stop();
    site.load->stop();

    CHECK(code == 7);
    std::filesystem::remove(faults.path() / "hang");
    site.server.start();
    CHECK(joined(site.complaints()) == "");
}

TEST_CASE("a vote whose commit was not answered counts once, and its client hears so", "[outage]")
{
    auto& postgres = PostgresServer::shared();
    postgres.fresh_url();
    TcpProxy proxy{postgres.port()};
    VoteSite site{postgres.url_through(proxy.port()), some(), impatient(), postgres.url()};

    proxy.swallow_answer_after({"the-ambiguous-one"});
    auto const first = site.vote(site.track(1), "the-ambiguous-one").status;
    CHECK(proxy.has_swallowed());
    auto const last = first == 503 ? until_answered(site, "the-ambiguous-one", "") : first;

    // The vote is in: at once, or for the client that comes back.
    CHECK((last == 201 || last == 409));
    CHECK(site.vote(site.track(1), "again").status == 409);
    CHECK(joined(site.complaints()) == "");
}

TEST_CASE("a repeat with the same key is told what the lost answer said", "[outage]")
{
    auto& postgres = PostgresServer::shared();
    postgres.fresh_url();
    TcpProxy proxy{postgres.port()};
    VoteSite site{postgres.url_through(proxy.port()), some(), impatient(), postgres.url()};
    constexpr auto kKey = "Idempotency-Key: the-one-and-only\r\n";

    proxy.swallow_answer_after({"the-ambiguous-one", "commit"});
    auto const first = site.vote(site.track(1), "the-ambiguous-one", kKey).status;
    CHECK(proxy.has_swallowed());
    CHECK((first == 201 || first == 503));

    CHECK(until_answered(site, "the-ambiguous-one", kKey) == 201);
    CHECK(site.vote(site.track(1), "again").status == 409);
    CHECK(joined(site.complaints()) == "");
}
