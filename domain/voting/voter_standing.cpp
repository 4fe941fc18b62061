#include <upbeat/domain/voting/voter_standing.hpp>

#include <algorithm>

#include <upbeat/domain/voting/digest.hpp>

namespace upbeat::voting {
namespace {

constexpr std::int64_t kTickMicros = 10'000;
constexpr std::chrono::minutes kMemory{kVolumeSpan};
constexpr std::chrono::minutes kMinute{kBurstSpan};
constexpr int kRushedBefore = 9;

// Ten-millisecond ticks since the epoch. Sixteen bits of them span 655 seconds, and no remembered
// time is ever compared over more than 600, so a remainder says it all.
std::int64_t ticks(Timestamp at)
{
    return to_micros(at) / kTickMicros;
}

bool is_vote(LedgerEntry const& entry)
{
    return entry.stands() && !entry.is_guest();
}

}  // namespace

void VoterStanding::fold(LedgerEntry const& entry)
{
    latest_ = folded_ == 0 ? entry.position() : std::max(latest_, entry.position());
    ++folded_;
    if (entry.replaces_vote() && !entry.replaces_guest()) {
        move_vote(entry.prior_direction, -1);
    }
    if (!is_vote(entry)) {
        return;
    }
    move_vote(entry.direction, 1);
    if (entry.spends_quota()) {
        count_cast(entry);
    }
    // Without the penalty of blocks: those come and go by other people's decisions, and the peak
    // has to be the same on every node.
    peak_ = std::max(peak_, reputation_of(factors(0), entry.at).value);
}

void VoterStanding::count_cast(LedgerEntry const& entry)
{
    ++accepted_;
    count_quota(entry.at);
    remember(entry.at, entry.flags.platform());
    taste_.add(entry.item);
    last_vote_at_ = std::max(last_vote_at_, to_micros(entry.at));
    if (entry.flags.has(EntryFlags::kFlagged)) {
        if (flagged_at_ == 0 || entry.at - from_micros(flagged_at_) >= kIncidentGap) {
            ++warnings_;
            flagged_at_ = to_micros(entry.at);
        }
    }
}

void VoterStanding::adjust(ReputationAdjustment const& adjustment)
{
    adjustment_ += adjustment.delta;
    peak_ = std::max(peak_, reputation_of(factors(0), adjustment.at).value);
}

Reputation VoterStanding::reputation(Timestamp now) const
{
    auto const earned = reputation_of(factors(conduct_.penalty(now)), now);
    if (last_vote_at_ == 0) {
        return earned;
    }
    return idle_decayed(earned, Reputation{peak_}, last_vote_at(), now);
}

ReputationParts VoterStanding::parts(Timestamp now) const
{
    return parts_of(factors(0), now);
}

Timestamp VoterStanding::flagged_until() const
{
    auto const shown = flagged_at_ != 0 && from_micros(flagged_at_) > conduct_.pardoned_at()
                           ? from_micros(flagged_at_) + kFlagDuration
                           : Timestamp{};
    return std::max(shown, conduct_.flagged_until());
}

QuotaUsage VoterStanding::usage(Timestamp now) const
{
    return {
        .this_hour = hour_ == hour_of(now) ? std::int64_t{hour_count_} : 0,
        .today = day_ == day_of(now) ? std::int64_t{day_count_} : 0,
    };
}

EntryFlags VoterStanding::inspect(Timestamp now) const
{
    EntryFlags found;
    if (bursts(votes_within(kMinute, now))) {
        found.set(EntryFlags::kFlagged);
        found.set(EntryFlags::kBurst);
    }
    if (floods(votes_within(kMemory, now))) {
        found.set(EntryFlags::kFlagged);
        found.set(EntryFlags::kVolume);
    }
    if (found.has(EntryFlags::kFlagged) && one_way()) {
        found.set(EntryFlags::kUnidirectional);
    }
    return found;
}

bool VoterStanding::bursts_fast(Timestamp now) const
{
    return upbeat::voting::bursts_fast(votes_within(kMinute, now));
}

bool VoterStanding::one_platform() const
{
    auto const some = platform_counts_.begin() + 1;
    std::int64_t known = 0;
    std::int64_t most = 0;
    std::for_each(some, platform_counts_.end(), [&](std::uint8_t count) {
        known += count;
        most = std::max<std::int64_t>(most, count);
    });
    return prefers_one_platform(most, known);
}

bool VoterStanding::steady() const
{
    if (times_size_ <= kSteadyIntervals) {
        return false;
    }
    std::array<std::uint16_t, kSteadyIntervals> intervals;
    auto const time = [this](std::size_t back) {
        return times_[(std::size_t{times_next_} + kTimes - back) % kTimes];
    };
    for (std::size_t i = 0; i < intervals.size(); ++i) {
        intervals[i] = static_cast<std::uint16_t>(time(i + 1) - time(i + 2));
    }
    return keeps_time(intervals);
}

int VoterStanding::votes_within(std::chrono::seconds span, Timestamp now) const
{
    auto const limit = std::chrono::microseconds{span}.count() / kTickMicros;
    auto const last = ticks(last_vote_at());
    auto const gap = std::max<std::int64_t>(0, ticks(now) - last);
    if (times_size_ == 0 || gap >= limit) {
        return 0;
    }
    int count = 0;
    for (unsigned back = 1; back <= times_size_; ++back) {
        auto const time = times_[(times_next_ + kTimes - back) % kTimes];
        auto const before_last =
            static_cast<std::uint16_t>(static_cast<std::uint16_t>(last) - time);
        if (gap + before_last >= limit) {
            break;
        }
        ++count;
    }
    return count;
}

ReputationFactors VoterStanding::factors(std::int32_t penalty) const
{
    auto const none_is_no_platform = platform_counts_.begin() + 1;
    auto const distinct = std::count_if(
        none_is_no_platform, platform_counts_.end(), [](std::uint8_t count) { return count > 0; }
    );
    return {
        .up = up_,
        .down = down_,
        .abstain = abstain_,
        .recent = ring_size_,
        .rushed = rushed_,
        .platforms = distinct,
        .created_at = facts_.created_at,
        .penalty = penalty,
        .adjustment = adjustment_,
    };
}

void VoterStanding::count_quota(Timestamp at)
{
    if (auto const hour = hour_of(at); hour > hour_) {
        hour_ = hour;
        hour_count_ = 0;
    }
    if (auto const day = day_of(at); day > day_) {
        day_ = day;
        day_count_ = 0;
    }
    hour_count_ += hour_ == hour_of(at) ? 1U : 0U;
    day_count_ += day_ == day_of(at) ? 1U : 0U;
}

void VoterStanding::remember(Timestamp at, unsigned platform)
{
    auto const rushed =
        votes_within(kMinute, at) >= kRushedBefore ||
        (votes_within(kMemory, at) > static_cast<int>(kSteadyIntervals) && steady());
    if (ring_size_ == kRing) {
        forget_oldest();
    }
    auto const place = ring_next_;
    if (rushed) {
        rushed_bits_[place / 8U] =
            static_cast<std::uint8_t>(rushed_bits_[place / 8U] | 1U << place % 8U);
        ++rushed_;
    }
    auto const shift = place % 2U * 4U;
    platforms_[place / 2U] = static_cast<std::uint8_t>(platforms_[place / 2U] | platform << shift);
    ++platform_counts_[platform];
    ring_next_ = static_cast<std::uint8_t>((place + 1U) % kRing);
    ++ring_size_;

    prune_times(at);
    times_[times_next_] = static_cast<std::uint16_t>(ticks(std::max(at, last_vote_at())));
    times_next_ = static_cast<std::uint8_t>((times_next_ + 1U) % kTimes);
    times_size_ = std::min<std::uint8_t>(kTimes, static_cast<std::uint8_t>(times_size_ + 1U));
}

// The oldest vote of a full ring stands where the next one goes.
void VoterStanding::forget_oldest()
{
    auto const place = ring_next_;
    auto const bit = 1U << place % 8U;
    if ((rushed_bits_[place / 8U] & bit) != 0) {
        rushed_bits_[place / 8U] = static_cast<std::uint8_t>(rushed_bits_[place / 8U] & ~bit);
        --rushed_;
    }
    --platform_counts_[nibble(place)];
    auto const keep = place % 2U == 0 ? 0xF0U : 0x0FU;
    platforms_[place / 2U] = static_cast<std::uint8_t>(platforms_[place / 2U] & keep);
    --ring_size_;
}

// Drops what is over five minutes old, so that sixteen bits keep telling times apart.
void VoterStanding::prune_times(Timestamp now)
{
    times_size_ = static_cast<std::uint8_t>(votes_within(kMemory, now));
}

void VoterStanding::move_vote(Direction direction, int by)
{
    auto& counter = direction == Direction::up     ? up_
                    : direction == Direction::down ? down_
                                                   : abstain_;
    counter += static_cast<std::uint32_t>(by);
}

unsigned VoterStanding::nibble(unsigned place) const
{
    return (unsigned{platforms_[place / 2U]} >> place % 2U * 4U) & 0xFU;
}

bool VoterStanding::operator==(VoterStanding const& other) const
{
    return digest() == other.digest();
}

std::uint64_t VoterStanding::digest() const
{
    Digest digest;
    digest.add(facts_.num.value).add(facts_.owner.value).add(to_micros(facts_.created_at));
    digest.add(std::int32_t{facts_.suspended}).add(last_vote_at_).add(flagged_at_);
    digest.add(to_micros(latest_.at)).add(latest_.writer).add(latest_.seq).add(folded_);
    digest.add(up_).add(down_).add(abstain_).add(accepted_).add(hour_).add(hour_count_).add(day_);
    digest.add(day_count_).add(adjustment_).add(peak_).add(warnings_);
    digest.add(std::uint32_t{ring_size_})
        .add(std::uint32_t{ring_next_})
        .add(std::uint32_t{rushed_});
    for (unsigned place = 0; place < ring_size_; ++place) {
        digest.add(nibble(place) | (unsigned{rushed_bits_[place / 8U]} >> place % 8U & 1U) << 4U);
    }
    for (unsigned back = 1; back <= times_size_; ++back) {
        digest.add(std::uint32_t{times_[(times_next_ + kTimes - back) % kTimes]});
    }
    return digest.add(taste_.digest()).value();
}

}  // namespace upbeat::voting
