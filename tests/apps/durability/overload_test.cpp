#include <filesystem>
#include <fstream>
#include <string>

#include <catch2/catch.hpp>

#include <upbeat/tests/support/program/power_cut.hpp>
#include <upbeat/tests/support/program/vote_site.hpp>

using namespace upbeat::testing;

// More votes than the ledger takes: how fast they are refused is measured by `upbeat bench`.
TEST_CASE(
    "votes beyond the queue are refused at once, and none of the others is lost", "[overload]"
)
{
    ScratchFolder const faults;
    auto const hang = faults.path() / "hang";
    VoteSite site{
        "", {.tracks = 20, .agents = 240, .clients = 240, .changes = false}, {{"VOTE_QUEUE", "100"}}
    };
    site.server.stop();
    for (auto const& [name, value] :
         DiskShim{.root = site.folder.path(), .faults = faults.path()}.environment()) {
        site.server.set(name, value);
    }
    site.server.start();

    // The disk stands still, so everybody waits for the first batch. That has taken a hundred at
    // most, and so many more may wait.
    std::ofstream{hang}.close();
    site.load->start(site.server.port());
    CHECK(site.load->wait_for_unavailable(20));
    std::filesystem::remove(hang);
    CHECK(site.load->wait_for_acknowledged(400));
    site.load->stop();

    CHECK(joined(site.complaints()) == "");
}
