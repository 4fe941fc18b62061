#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include <upbeat/application/voting/ledger.hpp>

namespace upbeat::apps {

struct DemoItem {
    ItemNum num{};
    Timestamp created_at{};
    unsigned platform = 0;  // as voting::platform_code has it
};

struct DemoSpread {
    std::uint64_t seed = 1;
    Timestamp now{};
    std::int64_t votes = 0;
    std::int32_t writer = 0;
};

// Invented votes of the thirty days before `now`: no voter twice on an item, none before the item
// was there, some items far more popular than others. The same numbers and seed give the same
// votes, so a second run finds all of them in the ledger. Marked as bootstrap, with the weight of a
// new agent. Needs no memory per vote once there are more than kSorted pairs of item and voter.
class DemoVotes {
   public:
    static constexpr std::int64_t kSorted = 4'000'000;
    static constexpr std::size_t kBatch = 2000;

    DemoVotes(std::vector<DemoItem> items, std::vector<VoterNum> voters, DemoSpread const& spread);

    // As many as can be made: the votes asked for, or fewer where items and voters are too few.
    std::int64_t possible() const;

    // A third of all pairs: what agents cast who listen to a part of the catalogue.
    static std::int64_t plausible(std::size_t items, std::size_t voters);

    // Hands them over in the order of time, in batches.
    using Take = std::function<void(std::span<voting::LedgerRecord const>)>;
    void each_batch(Take const& take) const;

   private:
    class Batch;

    std::int64_t pairs() const;
    void sorted(Batch& batch) const;
    void streamed(Batch& batch) const;
    voting::LedgerRecord record(std::uint64_t pair, Timestamp at, std::int64_t seq) const;

    std::vector<DemoItem> items_;  // the oldest first
    std::vector<VoterNum> voters_;
    DemoSpread spread_;
};

}  // namespace upbeat::apps
