#include <upbeat/application/identity/issue_key.hpp>

#include <algorithm>

#include <upbeat/domain/identity/errors.hpp>
#include <upbeat/domain/identity/tier.hpp>

namespace upbeat::identity {
namespace {

std::optional<Timestamp> earlier(std::optional<Timestamp> a, std::optional<Timestamp> b)
{
    if (a && b) {
        return std::min(*a, *b);
    }
    return a ? a : b;
}

}  // namespace

Result<void> IssueKey::require_room(ApiKeys& keys, std::string const& agent_id, Timestamp now)
{
    auto const all = keys.of_agent(agent_id);
    auto const open = std::ranges::count_if(all, [now](auto& k) { return k.opens_at(now); });
    if (open >= static_cast<std::ptrdiff_t>(kMostOpenKeys)) {
        return fail(too_many_keys());
    }
    return {};
}

Result<NewKey> IssueKey::execute(IssueKeyCommand const& command)
{
    auto const& actor = command.act.actor;
    auto const now = clock_.now();
    UPBEAT_TRY(auto wanted, wish(command, now));
    NewKey out;
    auto const done = store_.write([&](IdentityStore::Tx& tx) -> Result<void> {
        if (!wanted.agent_id.empty()) {
            auto const agent = tx.agents.find(wanted.agent_id);
            if (!agent || agent->origin == Origin::guest) {
                return fail(agent_not_found(wanted.agent_id));
            }
            wanted.agent = agent->num;
            UPBEAT_CHECK(require_room(tx.keys, agent->id, now));
        }
        if (!actor.is_admin()) {
            auto const own = tx.keys.find(actor.key_id);
            if (!own || !own->opens_at(now)) {
                return fail(invalid_key());
            }
            wanted.expires_at = earlier(wanted.expires_at, own->expires_at);
        }
        out = forge_.make(wanted, now);
        tx.keys.add(out.key);
        audit(tx.audit, command.act, now, {"key.issued", "key", out.key.id, wanted.agent_id});
        return {};
    });
    UPBEAT_CHECK(done);
    return out;
}

Result<KeyWish> IssueKey::wish(IssueKeyCommand const& command, Timestamp now) const
{
    auto const& actor = command.act.actor;
    if (!actor.is_admin()) {
        UPBEAT_CHECK(require_agent(actor));
    }
    auto const tier = parse_tier(command.tier.value_or("free"));
    if (!tier) {
        return fail(invalid_tier());
    }
    if (command.expires_at && *command.expires_at <= now) {
        return fail(invalid_fields({{"/expires_at", "in_the_past", "must lie in the future"}}));
    }
    KeyWish out{.name = command.name, .tier = *tier, .expires_at = command.expires_at};
    if (actor.is_admin()) {
        out.agent_id = command.agent ? command.agent->text() : "";
        out.scope = command.admin || out.agent_id.empty() ? Scope::admin : Scope::agent;
        return out;
    }
    if (command.admin) {
        return fail(admin_required());
    }
    if (command.agent && command.agent->text() != actor.id) {
        return fail(agent_not_found(command.agent->text()));
    }
    if (*tier > actor.tier) {
        return fail(tier_not_allowed());
    }
    out.agent_id = actor.id;
    return out;
}

}  // namespace upbeat::identity
