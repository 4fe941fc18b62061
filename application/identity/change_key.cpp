#include <upbeat/application/identity/change_key.hpp>

#include <upbeat/domain/identity/errors.hpp>
#include <upbeat/domain/identity/tier.hpp>

namespace upbeat::identity {

Result<ApiKey> ChangeKey::revoke(Act const& act, std::string const& key_id)
{
    if (!act.actor.is_admin()) {
        UPBEAT_CHECK(require_agent(act.actor));
    }
    ApiKey out;
    auto const done = store_.write([&](IdentityStore::Tx& tx) -> Result<void> {
        auto key = tx.keys.find(key_id);
        if (!key || (!act.actor.is_admin() && key->agent_id != act.actor.id)) {
            return fail(key_not_found(key_id));
        }
        if (!key->revoked_at) {
            key->revoked_at = key->changed_at = clock_.now();
            tx.keys.save(*key);
            audit(tx.audit, act, key->changed_at, {"key.revoked", "key", key_id, key->agent_id});
            tx.events.append(changed(*key));
        }
        out = *key;
        return {};
    });
    UPBEAT_CHECK(done);
    return out;
}

Result<ApiKey> ChangeKey::set_tier(
    Act const& act, std::string const& key_id, std::string const& tier
)
{
    UPBEAT_CHECK(require_admin(act.actor));
    auto const wanted = parse_tier(tier);
    if (!wanted) {
        return fail(invalid_tier());
    }
    ApiKey out;
    auto const done = store_.write([&](IdentityStore::Tx& tx) -> Result<void> {
        auto key = tx.keys.find(key_id);
        if (!key) {
            return fail(key_not_found(key_id));
        }
        auto const detail =
            std::string{to_word(key->tier)} + " -> " + std::string{to_word(*wanted)};
        key->tier = *wanted;
        key->changed_at = clock_.now();
        tx.keys.save(*key);
        audit(tx.audit, act, key->changed_at, {"key.tier_changed", "key", key_id, detail});
        tx.events.append(changed(*key));
        out = *key;
        return {};
    });
    UPBEAT_CHECK(done);
    return out;
}

}  // namespace upbeat::identity
