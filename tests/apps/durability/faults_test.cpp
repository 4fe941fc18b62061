#include <filesystem>
#include <fstream>
#include <string>

#include <catch2/catch.hpp>

#include <upbeat/tests/support/program/postgres_server.hpp>
#include <upbeat/tests/support/program/power_cut.hpp>
#include <upbeat/tests/support/program/vote_site.hpp>

using namespace upbeat::testing;

// A disk that is full, cannot be written or fails, in the middle of votes: whoever is concerned is
// told to come back, nothing is half stored, memory holds what the ledger holds, and all goes on by
// itself when the disk is well again.
namespace {

namespace fs = std::filesystem;

// Faults that the shim makes while a file of their name is there.
class Faults {
   public:
    fs::path const& folder() const { return folder_.path(); }

    // Only for paths that contain `part`.
    void begin(std::string const& name, std::string const& part = {}) const
    {
        std::ofstream{folder() / name} << part;
        fs::permissions(folder() / name, fs::perms::all);
    }
    void end(std::string const& name) const { fs::remove(folder() / name); }

   private:
    ScratchFolder folder_;
};

VoteSite::Size enough()
{
    return {.tracks = 200, .agents = 24};
}

// Votes before, during and after; then all has to agree.
template <class Begin, class End>
void go_through(VoteSite& site, Begin begin, End end)
{
    site.load->start(site.server.port());
    REQUIRE(site.load->wait_for_acknowledged(40));
    begin();
    CHECK(site.load->wait_for_unavailable(20));
    end();
    REQUIRE(site.load->wait_for_acknowledged(400));
    site.load->stop();
    auto const complaints = joined(site.complaints());
    CHECK(complaints == "");
}

void on_sqlite(std::string const& fault)
{
    Faults const faults;
    VoteSite site{"", enough()};
    site.server.stop();
    auto const shim = DiskShim{.root = site.folder.path(), .faults = faults.folder()};
    for (auto const& [name, value] : shim.environment()) {
        site.server.set(name, value);
    }
    site.server.start();

    go_through(site, [&] { faults.begin(fault, "upbeat.db"); }, [&] { faults.end(fault); });

    site.server.kill();
    site.server.start();
    CHECK(joined(site.complaints()) == "");
}

}  // namespace

TEST_CASE("a full disk under SQLite refuses votes until there is room again", "[faults]")
{
    on_sqlite("enospc");
}

TEST_CASE("an SQLite that becomes read-only refuses votes until it can be written", "[faults]")
{
    on_sqlite("erofs");
}

TEST_CASE("a disk under SQLite that fails to synchronise acknowledges nothing", "[faults]")
{
    on_sqlite("eio");
}

TEST_CASE("a full disk under PostgreSQL refuses votes until there is room again", "[faults]")
{
    Faults const faults;
    PostgresServer postgres;
    VoteSite site{postgres.fresh_url(), enough()};
    fs::permissions(faults.folder(), fs::perms::all);
    postgres.stop_cleanly();
    postgres.start(DiskShim{.root = postgres.data(), .faults = faults.folder()}.environment());

    // Tables cannot grow; the log of the database has its room already, as it has on a real disk.
    go_through(site, [&] { faults.begin("enospc", "/base/"); }, [&] { faults.end("enospc"); });
}

TEST_CASE("a PostgreSQL that becomes read-only refuses votes until it can be written", "[faults]")
{
    auto& postgres = PostgresServer::shared();
    VoteSite site{postgres.fresh_url(), enough()};
    auto const read_only = [&](std::string const& value) {
        postgres.run("alter system set default_transaction_read_only = " + value);
        postgres.run("select pg_reload_conf()");
    };

    go_through(site, [&] { read_only("on"); }, [&] { read_only("off"); });
}
