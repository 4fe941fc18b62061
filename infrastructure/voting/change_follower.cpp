#include <upbeat/infrastructure/voting/change_follower.hpp>

#include <set>

namespace upbeat::voting {

void ChangeFollower::poll()
{
    auto const now = parts_.clock.now();
    auto const from = since_ - kOverlap;
    follow_items(from);
    follow_voters(from);
    follow_adjustments(from);
    auto const is_old = [&](auto const& seen) { return seen.second < from; };
    std::erase_if(items_, is_old);
    std::erase_if(voters_, is_old);
    since_ = now;
}

bool ChangeFollower::is_new(Seen& seen, std::int64_t num, Timestamp changed_at)
{
    auto const [at, inserted] = seen.try_emplace(num, changed_at);
    if (inserted || at->second < changed_at) {
        at->second = changed_at;
        return true;
    }
    return false;
}

void ChangeFollower::follow_items(Timestamp from)
{
    parts_.items.each_changed(from, [&](ItemFacts const& facts, Timestamp changed_at) {
        if (is_new(items_, facts.num.value, changed_at)) {
            parts_.cards.forget(facts.num);
            parts_.state.put_item(facts);
        }
    });
}

void ChangeFollower::follow_voters(Timestamp from)
{
    parts_.voters.each_changed(from, [&](VoterFacts const& facts, Timestamp changed_at) {
        if (is_new(voters_, facts.num.value, changed_at)) {
            parts_.state.put_voter(facts);
        }
    });
}

// This node's own adjustments are in the table too, so the sums are compared: what is missing from
// the state is what others did.
void ChangeFollower::follow_adjustments(Timestamp from)
{
    std::set<VoterNum> touched;
    for (auto const& adjustment : parts_.adjustments.since(from)) {
        touched.insert(adjustment.voter);
    }
    for (auto const voter : touched) {
        ReputationAdjustment missing{.voter = voter};
        for (auto const& adjustment : parts_.adjustments.of(voter)) {
            missing.delta += adjustment.delta;
            missing.at = adjustment.at;
            missing.reason = adjustment.reason;
            missing.by = adjustment.by;
        }
        parts_.state.write([&](VotingProjection& projection) {
            auto const* const standing = projection.voters().find(voter);
            missing.delta -= standing != nullptr ? standing->adjustment() : 0;
            if (missing.delta != 0) {
                projection.adjust(missing);
            }
        });
    }
}

}  // namespace upbeat::voting
