#include <random>
#include <string>

#include <catch2/catch.hpp>

#include <upbeat/tests/support/program/postgres_server.hpp>
#include <upbeat/tests/support/program/vote_site.hpp>

using namespace upbeat::testing;

// A process or a database is killed while clients vote. After each cycle every acknowledged vote is
// in the ledger and can be read, nothing stands that nobody sent, nobody is counted twice, and
// tallies and chart are what a recount gives. Votes without an answer may be either.
namespace {

// The ledger grows, and every cycle reads it whole: a long run begins anew from time to time.
constexpr std::size_t kCyclesOfASite = 25;

VoteSite::Size size_for(std::size_t cycles_of_it, unsigned seed)
{
    return {.tracks = 40 + 12 * cycles_of_it, .agents = 24, .seed = seed};
}

template <class Url, class Cycle>
void repeat(std::string const& what, std::size_t usual, Url fresh_url, Cycle cycle)
{
    auto left = cycles(usual);
    std::size_t votes = 0;
    std::size_t done = 0;
    std::minstd_rand random{std::random_device{}()};
    while (left > 0) {
        auto const here = std::min(left, kCyclesOfASite);
        auto const seed = static_cast<unsigned>(random());
        CAPTURE(seed);
        VoteSite site{fresh_url(), size_for(here, seed)};
        for (std::size_t i = 0; i < here; ++i) {
            cycle(site, 20 + random() % 160);
            auto const complaints = joined(site.complaints());
            REQUIRE(complaints == "");
            ++done;
        }
        votes += site.book.acknowledged();
        left -= here;
        report(what, done, votes);
        CHECK(votes > done * 20);
    }
}

void kill_server(VoteSite& site, std::size_t after)
{
    site.load->start(site.server.port());
    REQUIRE(site.load->wait_for_acknowledged(after));
    site.server.kill();
    site.load->stop();
    site.server.start();
}

// The server lives on; it has to find its way back by itself.
template <class Strike>
void strike_database(VoteSite& site, std::size_t after, Strike strike)
{
    site.load->start(site.server.port());
    REQUIRE(site.load->wait_for_acknowledged(after));
    strike();
    REQUIRE(site.load->wait_for_acknowledged(after + 30));
    site.load->stop();
}

}  // namespace

TEST_CASE("a killed server on SQLite loses no acknowledged vote and invents none", "[crash]")
{
    repeat("server killed, SQLite", 5, [] { return std::string{}; }, kill_server);
}

TEST_CASE("a killed server on PostgreSQL loses no acknowledged vote and invents none", "[crash]")
{
    auto& postgres = PostgresServer::shared();
    repeat("server killed, PostgreSQL", 3, [&] { return postgres.fresh_url(); }, kill_server);
}

TEST_CASE("a PostgreSQL that is stopped at once loses no acknowledged vote", "[crash]")
{
    auto& postgres = PostgresServer::shared();
    repeat(
        "PostgreSQL stopped at once",
        2,
        [&] { return postgres.fresh_url(); },
        [&](VoteSite& site, std::size_t after) {
            strike_database(site, after, [&] {
                postgres.stop_immediately();
                CHECK(site.load->wait_for_unavailable(10));
                postgres.start();
            });
        }
    );
}

TEST_CASE("a PostgreSQL whose processes are killed loses no acknowledged vote", "[crash]")
{
    auto& postgres = PostgresServer::shared();
    repeat(
        "PostgreSQL killed",
        2,
        [&] { return postgres.fresh_url(); },
        [&](VoteSite& site, std::size_t after) {
            strike_database(site, after, [&] {
                postgres.kill();
                CHECK(site.load->wait_for_unavailable(10));
                postgres.start();
            });
        }
    );
}

TEST_CASE("a PostgreSQL that restarts because a backend died loses no vote", "[crash]")
{
    auto& postgres = PostgresServer::shared();
    repeat(
        "backends of PostgreSQL killed",
        2,
        [&] { return postgres.fresh_url(); },
        [&](VoteSite& site, std::size_t after) {
            strike_database(site, after, [&] { postgres.kill_backends(); });
        }
    );
}
