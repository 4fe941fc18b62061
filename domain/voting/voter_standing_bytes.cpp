#include <algorithm>
#include <cstddef>
#include <type_traits>

#include <upbeat/domain/voting/bytes.hpp>
#include <upbeat/domain/voting/voter_standing.hpp>

namespace upbeat::voting {

// Calls step(field) for each number of a standing. One list for both ways, so that they cannot
// differ. Of the tables only what is in use; their sizes come before them.
template <class Standing, class Step>
void VoterStanding::each_field(Standing& s, Step&& step)
{
    step(s.facts_.num.value);
    step(s.facts_.owner.value);
    step(s.up_);
    step(s.down_);
    step(s.abstain_);
    step(s.accepted_);
    step(s.folded_);
    step(s.latest_.writer);
    step(s.latest_.seq);
    step(s.last_vote_at_);
    step(s.flagged_at_);
    step(s.hour_);
    step(s.hour_count_);
    step(s.day_);
    step(s.day_count_);
    step(s.adjustment_);
    step(s.peak_);
    step(s.warnings_);
    step(s.ring_size_);
    step(s.ring_next_);
    step(s.rushed_);
    step(s.times_size_);
    step(s.times_next_);
    auto const ring = std::min<std::size_t>(kRing, s.ring_size_);
    for (std::size_t i = 0; i < (ring + 7) / 8; ++i) {
        step(s.rushed_bits_[i]);
    }
    for (std::size_t i = 0; i < (ring + 1) / 2; ++i) {
        step(s.platforms_[i]);
    }
    TasteSketch::each_number(s.taste_, step);
    for (auto& count : s.platform_counts_) {
        step(count);
    }
    if (s.times_size_ > 0) {
        for (auto& time : s.times_) {
            step(time);
        }
    }
}

void VoterStanding::write(BytesOut& out) const
{
    out.whole(to_micros(facts_.created_at)).whole(to_micros(latest_.at));
    each_field(*this, [&out](auto field) { out.whole(static_cast<std::int64_t>(field)); });
}

void VoterStanding::read(BytesIn& in)
{
    facts_.created_at = from_micros(in.whole());
    latest_.at = from_micros(in.whole());
    each_field(*this, [&in](auto& field) {
        field = in.whole_as<std::remove_reference_t<decltype(field)>>();
    });
    if (!is_sound()) {
        in.refuse();
    }
}

// What the places in the tables and the arithmetic of times rely on.
bool VoterStanding::is_sound() const
{
    auto const is_time = [](Timestamp at) {
        return at > start_of_hour(-kEndOfHours) && at < start_of_hour(kEndOfHours);
    };
    auto const grows_from_the_start = ring_size_ == kRing || ring_next_ == ring_size_;
    return is_time(facts_.created_at) && is_time(latest_.at) && is_time(last_vote_at()) &&
           is_time(from_micros(flagged_at_)) && ring_size_ <= kRing && ring_next_ < kRing &&
           grows_from_the_start && rushed_ <= ring_size_ && times_size_ <= kTimes &&
           times_next_ < kTimes;
}

}  // namespace upbeat::voting
