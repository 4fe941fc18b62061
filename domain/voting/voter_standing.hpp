#pragma once

#include <array>
#include <chrono>
#include <cstdint>

#include <upbeat/domain/kernel/timestamp.hpp>
#include <upbeat/domain/voting/conduct.hpp>
#include <upbeat/domain/voting/detectors.hpp>
#include <upbeat/domain/voting/item_facts.hpp>
#include <upbeat/domain/voting/ledger_entry.hpp>
#include <upbeat/domain/voting/quota.hpp>
#include <upbeat/domain/voting/reputation.hpp>
#include <upbeat/domain/voting/taste_sketch.hpp>

namespace upbeat::voting {

class BytesIn;
class BytesOut;

// Everything voting remembers of one registered agent: counters, the latest 200 votes as one flag
// and four bits of platform each, the times of those of the last five minutes, at most 51, and a
// sketch of the items. A fold of the agent's ledger entries in ledger order, and beside them what
// its incidents amount to; O(1) an entry, about half a kilobyte whatever the agent does. Not
// thread-safe. Its size is part of the memory budget: see the static_assert.
class VoterStanding {
   public:
    VoterStanding() = default;
    explicit VoterStanding(VoterFacts const& facts) : facts_{facts} {}

    VoterFacts const& facts() const { return facts_; }
    void learn(VoterFacts const& facts) { facts_ = facts; }

    // Entries of guests must not come here: a claimed name earns nothing. In the order of
    // LedgerPosition: a late one is counted, but not as if it had come in its turn.
    void fold(LedgerEntry const& entry);
    void adjust(ReputationAdjustment const& adjustment);
    // What the agent's incidents amount to, all of them together: no part of the fold or the
    // digest.
    void set_conduct(Conduct const& conduct) { conduct_ = conduct; }
    Conduct const& conduct() const { return conduct_; }

    Reputation reputation(Timestamp now) const;
    ReputationParts parts(Timestamp now) const;
    bool flagged(Timestamp now) const { return now < flagged_until(); }
    // The end of the latest flag; the epoch if there is none.
    Timestamp flagged_until() const;
    std::int32_t warnings() const { return warnings_; }
    QuotaUsage usage(Timestamp now) const;

    // Which detectors one more vote at `now` would set off, as EntryFlags bits: burst, volume, and
    // unidirectional beside one of them.
    EntryFlags inspect(Timestamp now) const;
    bool bursts_fast(Timestamp now) const;
    // What says little by itself.
    bool one_way() const { return goes_one_way(up_, down_, abstain_); }
    bool one_platform() const;
    // Whether the latest twenty intervals, all within five minutes, are of one length.
    bool steady() const;
    TasteSketch const& taste() const { return taste_; }
    // Earlier votes less than `span` (at most five minutes) old; counts to 51. Ages are rounded to
    // 10 ms.
    int votes_within(std::chrono::seconds span, Timestamp now) const;

    std::int64_t up() const { return up_; }
    std::int64_t down() const { return down_; }
    std::int64_t abstain() const { return abstain_; }
    // Standing votes, abstentions included: the items this voter has voted on.
    std::int64_t standing_votes() const { return up() + down() + abstain(); }
    // How many entries were folded, of whatever kind, and the place in the ledger of the last one.
    std::int64_t folded() const { return folded_; }
    LedgerPosition const& latest() const { return latest_; }
    bool comes_late(LedgerEntry const& entry) const
    {
        return folded_ > 0 && entry.position() < latest_;
    }
    // All accepted votes ever, changes included.
    std::int64_t accepted() const { return accepted_; }
    bool has_voted() const { return last_vote_at_ != 0; }
    Timestamp last_vote_at() const { return from_micros(last_vote_at_); }
    std::int32_t adjustment() const { return adjustment_; }

    // For checkpoints: every field on its own, so that new ones are easily added; raise kFormat
    // then. read() takes what write() of the same format wrote, and refuses what no standing is.
    static constexpr std::int32_t kFormat = 1;
    void write(BytesOut& out) const;
    void read(BytesIn& in);

    bool operator==(VoterStanding const& other) const;
    std::uint64_t digest() const;

   private:
    static constexpr std::uint8_t kRing = 200;
    static constexpr std::uint8_t kTimes = 51;

    template <class Standing, class Step>
    static void each_field(Standing& s, Step&& step);
    bool is_sound() const;
    ReputationFactors factors(std::int32_t penalty) const;
    void count_cast(LedgerEntry const& entry);
    void count_quota(Timestamp at);
    void remember(Timestamp at, unsigned platform);
    void forget_oldest();
    void prune_times(Timestamp now);
    void move_vote(Direction direction, int by);
    unsigned nibble(unsigned place) const;

    VoterFacts facts_{};
    LedgerPosition latest_{};
    std::uint32_t folded_ = 0;
    std::int64_t last_vote_at_ = 0;
    std::int64_t flagged_at_ = 0;  // start of the latest incident
    std::uint32_t up_ = 0;
    std::uint32_t down_ = 0;
    std::uint32_t abstain_ = 0;
    std::uint32_t accepted_ = 0;
    std::int32_t hour_ = 0;
    std::uint32_t hour_count_ = 0;
    std::int32_t day_ = 0;
    std::uint32_t day_count_ = 0;
    std::int32_t adjustment_ = 0;
    std::int32_t peak_ = 0;
    std::int32_t warnings_ = 0;
    std::uint8_t ring_size_ = 0;
    std::uint8_t ring_next_ = 0;
    std::uint8_t rushed_ = 0;
    std::uint8_t times_size_ = 0;
    std::uint8_t times_next_ = 0;
    std::array<std::uint8_t, kRing / 8> rushed_bits_{};
    std::array<std::uint8_t, kRing / 2> platforms_{};
    std::array<std::uint8_t, 16> platform_counts_{};
    std::array<std::uint16_t, kTimes> times_{};  // in 10 ms, modulo 2^16
    TasteSketch taste_{};
    Conduct conduct_{};
};

static_assert(sizeof(VoterStanding) <= 512);

}  // namespace upbeat::voting
