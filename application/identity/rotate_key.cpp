#include <upbeat/application/identity/rotate_key.hpp>

#include <algorithm>

#include <upbeat/application/identity/issue_key.hpp>
#include <upbeat/domain/identity/errors.hpp>

namespace upbeat::identity {

Result<Rotation> RotateKey::execute(Actor const& actor)
{
    UPBEAT_CHECK(require_agent(actor));
    auto const now = clock_.now();
    Rotation out;
    auto const done = store_.write([&](IdentityStore::Tx& tx) -> Result<void> {
        auto old = tx.keys.find(actor.key_id);
        if (!old || !old->opens_at(now)) {
            return fail(key_not_found(actor.key_id));
        }
        UPBEAT_CHECK(IssueKey::require_room(tx.keys, old->agent_id, now));
        // The end passes on, so that a key in its last day leaves nothing behind.
        out.key = forge_.make(
            {old->name, old->agent_id, old->agent, old->scope, old->tier, old->expires_at}, now
        );
        // A key that would end sooner anyway is not given more time.
        old->expires_at = std::min(old->expires_at.value_or(Timestamp::max()), now + kGrace);
        old->changed_at = now;
        out.old_key_id = old->id;
        out.old_key_ends = *old->expires_at;
        tx.keys.save(*old);
        tx.keys.add(out.key.key);
        tx.events.append(changed(*old));
        return {};
    });
    UPBEAT_CHECK(done);
    return out;
}

}  // namespace upbeat::identity
