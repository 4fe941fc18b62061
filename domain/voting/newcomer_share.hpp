#pragma once

#include <chrono>
#include <cstdint>
#include <unordered_map>
#include <utility>
#include <vector>

#include <upbeat/domain/kernel/ids.hpp>
#include <upbeat/domain/kernel/timestamp.hpp>
#include <upbeat/domain/voting/ledger_entry.hpp>

namespace upbeat::voting {

// How much agents that nobody knows yet may decide about one item within one UTC day: `ratio` of
// what established voters weigh on it that day, or the day before if that is more, and `base` on
// top, so that a new item can be found at all.
struct NewcomerRule {
    std::chrono::hours age{7 * 24};  // established is who registered longer ago; 0: no rule
    std::int64_t base = 5'000;       // ten-thousandths of a full vote
    std::int64_t ratio = 5'000;      // ten-thousandths
};

// Which votes of newcomers wait until established voters turn up. No detector: it accuses nobody,
// and it does not matter how the newcomers behave or where they come from. A fold of the ledger of
// today and yesterday, O(1) an entry, amortised; 100 bytes an item with votes today and 16 a
// newcomer's vote. Not thread-safe.
class NewcomerShares {
   public:
    // A site's life counts from the registration of its twentieth voter.
    static constexpr std::size_t kFounders = 20;

    // A vote to take out of the count (hold) or to put back.
    struct Change {
        ItemNum item{};
        VoterNum voter{};
        bool hold = false;

        bool operator==(Change const&) const = default;
    };

    explicit NewcomerShares(NewcomerRule const& rule = {}) : rule_{rule} {}

    // Makes known who has ever voted, before the first fold; fold() goes on with it.
    void meet(VoterNum voter, Timestamp registered_at);
    // Whether who registered then is new at `at`. On a young site, where everybody would be, those
    // are who came in the second half of its life.
    bool is_newcomer(Timestamp registered_at, Timestamp at) const;

    // Entries of registered voters and guests in the order of the ledger.
    void fold(LedgerEntry const& entry, Timestamp registered_at);
    // What has to change since the last call. Votes that were let in stay in, also when an
    // established voter withdraws; votes that wait at the end of their day stay out.
    std::vector<Change> take_changes() { return std::exchange(changes_, {}); }

   private:
    struct Vote {
        VoterNum voter{};
        std::int32_t weight = 0;
    };
    struct Item {
        std::int32_t day = 0;
        std::int64_t established = 0;
        std::int64_t established_before = 0;  // the day before
        std::int64_t admitted = 0;            // weight of the newcomers' votes that count
        std::size_t waiting_from = 0;         // place of the first that does not
        std::vector<Vote> newcomers{};        // in the order of their votes
    };

    std::int64_t room(Item const& item) const;
    static void start_day(Item& item, std::int32_t day);
    void take_back(Item& item, LedgerEntry const& entry, Timestamp registered_at) const;
    void count(Item& item, LedgerEntry const& entry, Timestamp registered_at);
    void admit_waiting(ItemNum num, Item& item);
    static bool remove(Item& item, VoterNum voter, bool only_admitted);

    NewcomerRule rule_;
    std::unordered_map<ItemNum, Item> items_{};
    std::int32_t day_ = 0;
    std::vector<Change> changes_{};
    // The voters who registered first, the latest of them last.
    std::vector<std::pair<Timestamp, VoterNum>> founders_{};
};

}  // namespace upbeat::voting
