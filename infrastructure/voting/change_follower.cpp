#include <upbeat/infrastructure/voting/change_follower.hpp>

namespace upbeat::voting {

void ChangeFollower::poll()
{
    auto const now = parts_.clock.now();
    auto const from = back_.from(now);
    follow_items(from);
    follow_voters(from);
    follow_adjustments(from);
    follow_incidents(from);
    auto const is_old = [&](auto const& seen) { return seen.second < back_.oldest(); };
    std::erase_if(items_, is_old);
    std::erase_if(voters_, is_old);
    std::erase_if(incidents_, is_old);
    back_.looked(now);
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

// This node's own adjustments are in the table too, and may be there before their commit has been
// told to the state: their numbers say what was applied.
void ChangeFollower::follow_adjustments(Timestamp from)
{
    for (auto const& adjustment : parts_.adjustments.since(from)) {
        auto const known = parts_.state.read([&](VotingProjection const& projection) {
            return projection.knows_adjustment(adjustment.seq);
        });
        if (!known) {
            parts_.state.write([&](VotingProjection& projection) {
                projection.adjust(adjustment);
                // Its own place in the order of time may be among votes that are folded already.
                projection.note_late(adjustment.voter);
            });
        }
    }
}

void ChangeFollower::follow_incidents(Timestamp from)
{
    if (parts_.incidents == nullptr || parts_.watch == nullptr) {
        return;
    }
    auto found = parts_.incidents->changed(from);
    std::erase_if(found, [this](Incident const& incident) {
        return !is_new(incidents_, incident.id, incident.changed_at);
    });
    parts_.watch->apply(found);
}

}  // namespace upbeat::voting
