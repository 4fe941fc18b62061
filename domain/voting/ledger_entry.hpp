#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>

#include <upbeat/domain/kernel/direction.hpp>
#include <upbeat/domain/kernel/ids.hpp>
#include <upbeat/domain/kernel/timestamp.hpp>
#include <upbeat/domain/voting/weight.hpp>

namespace upbeat::voting {

// Why an entry stands in the ledger; the numbers are those of the column.
enum class Reason : unsigned char {
    cast = 0,              // the first vote of a registered agent on an item
    changed = 1,           // another direction in place of the former one
    withdrawn = 2,         // taken back by its voter; direction abstain, weight 0
    voided = 3,            // taken out by an administrator; direction abstain, weight 0
    guest = 4,             // a vote without a credential; weight 0
    supersedes_guest = 5,  // a registered agent votes where a guest of its name had voted
    recast = 6,            // a new vote after a withdrawal
    quarantined = 7,       // suspect: kept with its direction, weight 0, and counted nowhere
    restored = 8,          // back from quarantine or a void, as it last counted
};

// The reason as readers see it: "cast", "changed", ...
std::string_view to_word(Reason reason);

// Where the vote came from; the numbers are those of the column.
enum class VoteSource : unsigned char { external = 0, bootstrap = 1, internal = 2 };

// The ledger's `flags` column. Facts of the moment of voting that projections need, so that a
// rebuild never depends on what an item or a detector looks like later.
class EntryFlags {
   public:
    static constexpr std::uint16_t kFlagged = 1U << 0U;  // a detector fired with this vote
    static constexpr std::uint16_t kPriorWasGuest = 1U
                                                    << 1U;  // what it replaces was a guest's vote
    static constexpr std::uint16_t kBurst = 1U << 2U;       // which detector
    static constexpr std::uint16_t kVolume = 1U << 3U;
    // What it replaces was in quarantine, so that there is nothing to take back.
    static constexpr std::uint16_t kPriorOutOfCount = 1U << 8U;
    static constexpr std::uint16_t kUnidirectional = 1U << 9U;
    // A quarantine because newcomers already decide as much about the item as they may; it ends by
    // itself when established voters turn up: see newcomer_share.hpp.
    static constexpr std::uint16_t kNewcomerShare = 1U << 14U;

    constexpr EntryFlags() = default;
    constexpr explicit EntryFlags(std::uint16_t bits) : bits_{bits} {}

    constexpr std::uint16_t bits() const { return bits_; }
    constexpr bool has(std::uint16_t bit) const { return (bits_ & bit) != 0; }
    constexpr void set(std::uint16_t bit) { bits_ = static_cast<std::uint16_t>(bits_ | bit); }

    // The item's platform, 0 for none, 1..15: see platform_code().
    constexpr unsigned platform() const { return (bits_ >> kPlatformShift) & 0xFU; }
    constexpr void set_platform(unsigned code)
    {
        bits_ = static_cast<std::uint16_t>(
            (bits_ & ~(0xFU << kPlatformShift)) | ((code & 0xFU) << kPlatformShift)
        );
    }

    bool operator==(EntryFlags const&) const = default;

   private:
    static constexpr unsigned kPlatformShift = 4;

    std::uint16_t bits_ = 0;
};

// The place in the ledger's global order. `at` never falls within one writer, so merging the
// writers' own sequences by this key yields the whole ledger in order.
struct LedgerPosition {
    Timestamp at{};
    std::int32_t writer = 0;
    std::int64_t seq = 0;

    auto operator<=>(LedgerPosition const&) const = default;
};

// One line of the only thing a vote writes. (item, voter, revision) is unique and decides every
// race; the lane is item mod 64 and derived, see lane.hpp. The prior_* fields say what the entry
// replaces, so that any projection is a fold without a look at other entries; for revision 0, and
// after a withdrawal, there is nothing to replace: direction abstain, weight 0. While a vote is out
// of the count (quarantined, or voided in quarantine) they hold it as it last counted, which is
// what a restoration puts back. Follow-ups are made by ledger_follow_up.hpp.
struct LedgerEntry {
    ItemNum item{};
    VoterNum voter{};
    std::int32_t revision = 0;
    Direction direction = Direction::abstain;
    Reason reason = Reason::cast;
    VoteSource source = VoteSource::external;
    Direction prior_direction = Direction::abstain;
    Weight weight{};
    Weight prior_weight{};
    Timestamp at{};
    Timestamp prior_at{};
    std::uint64_t network = 0;  // keyed hash of (UTC day, client network); 0: exempt or unknown
    std::int32_t writer = 0;
    std::int64_t seq = 0;  // rises within a writer, gaps allowed
    EntryFlags flags{};

    LedgerPosition position() const { return {at, writer, seq}; }

    // Whether the entry leaves a vote that counts in tallies, charts and reputations.
    bool stands() const
    {
        return reason != Reason::withdrawn && reason != Reason::voided &&
               reason != Reason::quarantined;
    }
    // Whether the entry leaves the voter with a vote on the item, be it in quarantine.
    bool keeps_slot() const { return stands() || reason == Reason::quarantined; }
    // Whether it is a vote of its voter's making: it uses up quotas. A restoration is not.
    bool spends_quota() const { return stands() && reason != Reason::restored; }
    // Whether the vote that it leaves, takes out or puts back is a guest's.
    bool is_guest() const
    {
        return reason == Reason::guest ||
               (flags.has(EntryFlags::kPriorWasGuest) &&
                (reason == Reason::quarantined || reason == Reason::restored ||
                 reason == Reason::voided));
    }
    // Whether a vote that counted was there before it, so that there is something to take back.
    bool replaces_vote() const
    {
        return revision > 0 && reason != Reason::recast && reason != Reason::guest &&
               reason != Reason::cast && reason != Reason::restored &&
               !flags.has(EntryFlags::kPriorOutOfCount);
    }
    // The instant to which the vote belongs in charts: a restored one keeps its own.
    Timestamp counted_at() const { return reason == Reason::restored ? prior_at : at; }
    bool replaces_guest() const
    {
        return reason == Reason::supersedes_guest || flags.has(EntryFlags::kPriorWasGuest);
    }

    bool operator==(LedgerEntry const&) const = default;
};

// What a voter said beside the vote. Kept apart from the entry: no projection reads it.
struct VoteNote {
    std::optional<std::string> comment{};
    std::optional<std::string> reasoning{};
    std::optional<std::int32_t> confidence{};  // ten-thousandths, 0..10000

    bool operator==(VoteNote const&) const = default;
};

}  // namespace upbeat::voting
