#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include <upbeat/tests/support/program/crashable_server.hpp>
#include <upbeat/tests/support/program/vote_book.hpp>
#include <upbeat/tests/support/program/vote_load.hpp>

namespace upbeat::testing {

// An installation with tracks, agents with keys, and clients that vote on it; what a durability
// test begins with. For one thread.
class VoteSite {
   public:
    struct Size {
        std::size_t tracks = 60;
        std::size_t agents = 24;
        unsigned clients = 6;
        unsigned seed = 1;
        bool changes = true;
    };

    // Leaves the server running. `url` as for CrashableServer; the ledger is read past the server
    // at `ledger_url`, where that is another one.
    VoteSite(
        std::string const& url,
        Size size,
        apps::ChildProcess::Environment more = {},
        std::string ledger_url = {}
    );

    // With the clients at rest: what is wrong with the ledger, and with what the server shows. A
    // server that has to look first what became of votes in doubt is asked again for a while.
    std::vector<std::string> complaints();
    // The ledger alone.
    std::vector<std::string> ledger_complaints();

    // Waits for a condition that has to become true by itself; false after half a minute.
    template <class Condition>
    static bool eventually(Condition condition)
    {
        for (auto looks = 0; looks < kLooks; ++looks) {
            if (condition()) {
                return true;
            }
            pause();
        }
        return condition();
    }

    // One vote by a voter of its own, on the given track, outside the load. The answer as it came.
    apps::HttpAnswer vote(
        std::string const& track, std::string const& comment, std::string const& headers = {}
    );

    std::string const& track(std::size_t number) const { return items_.at(number); }

    ScratchFolder folder{};
    CrashableServer server;
    VoteBook book{};
    std::unique_ptr<VoteLoad> load;

   private:
    static constexpr int kLooks = 600;
    static void pause();
    std::string registered(std::string const& agent);

    std::string ledger_url_;
    std::vector<std::string> items_;
    VoteLoadPlan::Voter single_;
};

// How often a test repeats its cycle: the usual number, or what UPBEAT_CRASH_CYCLES says.
std::size_t cycles(std::size_t usual);
bool is_long_run();

// In a long run, one line about it on standard output.
void report(std::string const& what, std::size_t cycles, std::size_t votes);

// All complaints in one text, for a CHECK; empty when there are none. The first few, if there are
// many.
std::string joined(std::vector<std::string> const& complaints);

}  // namespace upbeat::testing
