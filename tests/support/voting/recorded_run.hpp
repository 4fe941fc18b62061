#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include <upbeat/application/voting/chart_archive.hpp>
#include <upbeat/application/voting/voting.hpp>
#include <upbeat/tests/support/fixed_clock.hpp>
#include <upbeat/tests/support/voting/memory_directories.hpp>
#include <upbeat/tests/support/voting/memory_past.hpp>

namespace upbeat::testing {

// Some weeks of a store: votes, changes, withdrawals, guests, voids, quarantines, restorations,
// items that are hidden, removed, shown again and published on the way. The charts are written down
// as they were answered in between. All of it hangs on the seed alone.
class RecordedRun {
   public:
    struct Parts {
        voting::Voting& voting;
        voting::Ledger& ledger;
        FixedClock& clock;
        MemoryItems& items;
        MemoryStatuses& statuses;
        std::vector<voting::RegisteredVoter> voters;
        std::vector<voting::ItemFacts> facts;  // known already
    };

    RecordedRun(Parts parts, unsigned seed) : parts_{std::move(parts)}, random_{seed} {}

    // A thousand steps are about five weeks.
    void play(int steps);

    // The instants at which the archive gives another chart than was answered then.
    std::vector<Timestamp> differences(voting::ChartArchive& archive) const;

    std::size_t recorded() const { return recorded_.size(); }

   private:
    struct Recorded {
        Timestamp at{};
        std::vector<voting::ChartPage> pages{};
        voting::TrendingPage trending{};
    };

    unsigned up_to(unsigned most) { return static_cast<unsigned>(random_() % most); }
    void wait();
    void vote();
    void judge();
    void change_status();
    void publish();
    void record();

    Parts parts_;
    std::mt19937 random_;
    std::vector<Recorded> recorded_;
    std::int64_t judged_ = 0;
};

}  // namespace upbeat::testing
