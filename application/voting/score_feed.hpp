#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include <upbeat/application/voting/feed_position.hpp>
#include <upbeat/application/voting/voting_state.hpp>
#include <upbeat/domain/kernel/clock.hpp>
#include <upbeat/domain/kernel/look_back.hpp>
#include <upbeat/domain/voting/chart.hpp>

namespace upbeat::voting {

// An item's figures as they stand; not what changed, so a newer one replaces all older ones.
struct ScoreChange {
    ItemNum item{};
    ItemKind kind = ItemKind::track;
    std::string id{};
    Tally tally{};
    std::optional<std::int64_t> rank{};  // all time, among live items of the kind
};

enum class FeedChart : unsigned char { trending = 0, top = 1 };

// The order of a chart as it stands: the first 10 of a kind by trend, or the first 50 of a period.
struct ChartOrder {
    struct Place {
        ItemKind kind = ItemKind::track;
        std::string id{};
    };

    FeedChart chart = FeedChart::trending;
    ItemKind kind = ItemKind::track;  // trending only
    Period period = Period::alltime;  // top only
    std::uint64_t version = 0;        // of the voting state
    std::vector<Place> places{};
};

// What is told at once.
struct FeedTick {
    FeedPosition before{};  // the tick before it
    FeedPosition position{};
    Timestamp at{};
    std::vector<ScoreChange> scores{};  // by item number
    std::vector<ChartOrder> charts{};
    bool too_many = false;  // more items changed than a tick tells; scores is empty
};

// What changed in the voting state, in ticks. One thread calls turn() again and again; everything
// else is safe to call from any thread. Nothing is read and nothing is made while nobody has
// joined; which items changed is remembered all the same, 4 bytes an item and tick, so that a
// client can come back to any node.
class ScoreFeed {
   public:
    static constexpr std::size_t kMostInTick = 5'000;
    static constexpr std::size_t kMostCaughtUp = 500;
    static constexpr std::size_t kMostRemembered = 500'000;
    static constexpr std::chrono::minutes kRemembered{5};
    // Another node's entries may become known here so much later than there, or the clock here may
    // be so much behind.
    static constexpr std::chrono::seconds kOverlap = LookBack::kWhole;

    // `node` is a number that no other program on this database has or had.
    ScoreFeed(
        VotingState& state,
        Clock const& clock,
        std::int32_t node,
        std::int64_t top_min_votes = kDefaultMinVotes
    );

    // The next tick; null when nothing happened or nobody listens.
    std::shared_ptr<FeedTick const> turn();

    // Counts a listener for as long as it lives.
    class Listener;
    // Every change that is folded later comes in a tick behind `from`.
    struct Joined {
        std::shared_ptr<Listener const> listener{};
        FeedPosition from{};
        Timestamp at{};
    };
    Joined join(bool wants_charts);

    // The position of the last tick.
    FeedPosition position() const;

    // The figures of the items that changed behind `seen` up to `joined` and that `wanted` accepts;
    // nothing when that is further back than is remembered, or more than kMostCaughtUp. They may
    // hold items that had not changed. Who gives no `wanted` wants all of them.
    using Wanted = std::function<bool(ItemKind, ItemNum)>;
    std::optional<std::vector<ScoreChange>> changed_since(
        FeedPosition const& seen, FeedPosition const& joined, Wanted const& wanted = {}
    ) const;

    // All charts as they stand; tens of microseconds.
    std::vector<ChartOrder> charts() const;

   private:
    struct Remembered {
        std::uint64_t tick = 0;
        Timestamp at{};
        std::vector<Slot> slots{};
    };
    // Shared, so that who reads the slots of all of them does not hold the lock meanwhile.
    using RememberedPtr = std::shared_ptr<Remembered const>;
    struct Round {
        std::vector<Slot> slots;
        FeedTick tick;
    };

    std::optional<Round> begin_round();
    void remember(std::uint64_t tick, Timestamp at, std::vector<Slot> const& slots);
    bool covers(FeedPosition const& seen) const;
    std::optional<std::vector<RememberedPtr>> remembered_since(
        FeedPosition const& seen, FeedPosition const& joined
    ) const;
    std::vector<ChartOrder> changed_charts();

    VotingState& state_;
    Clock const& clock_;
    std::int64_t top_min_votes_;

    // Of the thread that calls turn().
    std::uint64_t charts_version_ = 0;  // 0: nobody was told about charts
    std::vector<ChartOrder> told_charts_;

    mutable std::mutex mutex_;
    FeedPosition position_;
    std::deque<RememberedPtr> memory_;
    std::size_t remembered_ = 0;   // slots in memory_
    std::uint64_t forgotten_ = 0;  // the last tick that is not in memory_ any more
    Timestamp complete_since_;     // nothing later was forgotten

    // Shared with the listeners, which may live longer than the feed.
    struct Counts {
        std::atomic<std::size_t> listeners{0};
        std::atomic<std::size_t> of_charts{0};
    };
    std::shared_ptr<Counts> counts_ = std::make_shared<Counts>();
};

class ScoreFeed::Listener {
   public:
    Listener(std::shared_ptr<Counts> counts, bool wants_charts);
    ~Listener();
    Listener(Listener const&) = delete;
    Listener& operator=(Listener const&) = delete;

   private:
    std::shared_ptr<Counts> counts_;
    bool wants_charts_;
};

}  // namespace upbeat::voting
