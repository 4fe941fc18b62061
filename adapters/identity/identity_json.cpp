#include <upbeat/adapters/identity/identity_json.hpp>

#include <algorithm>

namespace upbeat::identity {
namespace {

using http::including;
using http::out;

double points(std::int64_t reputation)
{
    return static_cast<double>(reputation) / 100.0;
}

// A number, or "unlimited" for none.
http::JsonText limit(std::optional<std::int64_t> value)
{
    return {value ? std::to_string(*value) : "\"unlimited\""};
}

http::JsonText remaining(std::optional<std::int64_t> limit_value, std::int64_t used)
{
    return limit(
        limit_value ? std::optional{std::max<std::int64_t>(0, *limit_value - used)} : std::nullopt
    );
}

struct KeyCount {
    std::int64_t active_count;
};

http::Presenter<KeyCount> key_count_presenter()
{
    return http::presenter<KeyCount>("", out("active_count", &KeyCount::active_count));
}

using Limits = std::optional<OwnAgent>;

http::Presenter<OwnAgent> usage_presenter()
{
    return http::presenter<OwnAgent>(
        "VoteQuotaUsage",
        out("agent_id", [](OwnAgent const& a) { return a.card.agent.id; }),
        out("tier", [](OwnAgent const& a) { return tier_label(a.privacy->tier); }),
        out("votes_today", [](OwnAgent const& a) { return a.card.numbers.votes_today; }),
        out("votes_today_limit",
            [](OwnAgent const& a) { return limit(a.privacy->allowance.votes_per_day); }),
        out("votes_today_remaining",
            [](OwnAgent const& a) {
                return remaining(a.privacy->allowance.votes_per_day, a.card.numbers.votes_today);
            }),
        out("votes_last_hour", [](OwnAgent const& a) { return a.card.numbers.votes_this_hour; }),
        out("votes_last_hour_limit",
            [](OwnAgent const& a) { return limit(a.privacy->allowance.votes_per_hour); }),
        out("votes_last_hour_remaining",
            [](OwnAgent const& a) {
                return remaining(
                    a.privacy->allowance.votes_per_hour, a.card.numbers.votes_this_hour
                );
            }),
        out("requests_per_minute",
            [](OwnAgent const& a) { return a.privacy->allowance.requests_per_minute; })
    );
}

}  // namespace

std::string tier_label(Tier tier)
{
    return tier == Tier::free ? "starter" : std::string{to_word(tier)};
}

bool is_blocked(AgentCard const& card)
{
    return card.numbers.blocked || card.agent.status == AgentStatus::suspended;
}

http::Presenter<AgentCard> agent_card_presenter()
{
    return http::presenter<AgentCard>(
        "Agent",
        out({"agent_id", "id"}, [](AgentCard const& c) { return c.agent.id; }),
        out("name", [](AgentCard const& c) { return c.agent.name; }),
        out("type", [](AgentCard const& c) { return std::string{to_word(c.agent.type)}; }),
        out("description", [](AgentCard const& c) { return c.agent.description; }),
        out("status", [](AgentCard const& c) { return std::string{to_word(c.agent.status)}; }),
        out("origin", [](AgentCard const& c) { return std::string{to_word(c.agent.origin)}; }),
        out({"reputation_score", "reputation"},
            [](AgentCard const& c) { return points(c.numbers.reputation); }),
        out("badge", [](AgentCard const& c) { return std::string{badge(c.numbers.reputation)}; }),
        out("vote_weight",
            [](AgentCard const& c) { return static_cast<double>(c.numbers.vote_weight) / 1e4; }),
        out({"total_votes", "verified_votes", "votes"},
            [](AgentCard const& c) { return c.numbers.total(); }),
        out("up_votes", [](AgentCard const& c) { return c.numbers.up; }),
        out("down_votes", [](AgentCard const& c) { return c.numbers.down; }),
        out("abstain_votes", [](AgentCard const& c) { return c.numbers.abstain; }),
        out("created_at", [](AgentCard const& c) { return c.agent.created_at; }),
        out("last_vote_at", [](AgentCard const& c) { return c.numbers.last_vote_at; }),
        out("flagged", [](AgentCard const& c) { return c.numbers.flagged; }),
        out("blocked", is_blocked),
        out(
            "penalty",
            [](AgentCard const& c) { return static_cast<double>(c.numbers.penalty) / 1e4; },
            http::described("The share of the reputation that is withheld after blocks, 0 to 0.5")
        ),
        out("demo", [](AgentCard const& c) { return c.agent.demo; })
    );
}

http::Presenter<Allowance> allowance_presenter()
{
    return http::presenter<Allowance>(
        "KeyLimits",
        out("votes_per_day", [](Allowance const& a) { return limit(a.votes_per_day); }),
        out("votes_per_hour", [](Allowance const& a) { return limit(a.votes_per_hour); }),
        out("requests_per_minute", &Allowance::requests_per_minute)
    );
}

http::Presenter<OwnAgent> own_agent_presenter()
{
    auto const tier = [](OwnAgent const& a) {
        return a.privacy ? std::optional{tier_label(a.privacy->tier)} : std::nullopt;
    };
    auto const limits = [](OwnAgent const& a) { return a.privacy ? Limits{a} : std::nullopt; };
    auto const keys = [](OwnAgent const& a) {
        return a.privacy ? std::optional{KeyCount{a.privacy->open_keys}} : std::nullopt;
    };
    auto const preferences = [](OwnAgent const& a) {
        return a.privacy ? std::optional{http::JsonText{a.card.agent.preferences}} : std::nullopt;
    };
    return http::presenter<OwnAgent>(
        "OwnAgent",
        including(&OwnAgent::card, agent_card_presenter()),
        out("flagged_until", [](OwnAgent const& a) { return a.card.numbers.flagged_until; }),
        out("blocked_until", [](OwnAgent const& a) { return a.card.numbers.blocked_until; }),
        out("tier", tier, http::leave_out_null),
        out("rate_limits", limits, usage_presenter(), http::leave_out_null),
        out("api_keys", keys, key_count_presenter(), http::leave_out_null),
        out("preferences", preferences, http::leave_out_null)
    );
}

http::Presenter<ApiKey> key_presenter(Allowances const& allowances)
{
    auto const status = [](ApiKey const& k) {
        return std::string{k.revoked_at ? "revoked" : "active"};
    };
    auto const agent = [](ApiKey const& k) {
        return k.agent_id.empty() ? std::nullopt : std::optional{k.agent_id};
    };
    return http::presenter<ApiKey>(
        "ApiKey",
        out("key_id", &ApiKey::id),
        out("name", &ApiKey::name),
        out("tier", [](ApiKey const& k) { return std::string{to_word(k.tier)}; }),
        out("scope", [](ApiKey const& k) { return k.scope == Scope::admin ? "admin" : "agent"; }),
        out("agent_id", agent),
        out("status", status),
        out("is_active", [](ApiKey const& k) { return !k.revoked_at; }),
        out("created_at", &ApiKey::created_at),
        out("last_used", &ApiKey::last_used),
        out("expires_at", &ApiKey::expires_at),
        out("revoked_at", &ApiKey::revoked_at),
        out(
            "rate_limits",
            [allowances](ApiKey const& k) { return allowances.of(k.tier); },
            allowance_presenter()
        )
    );
}

}  // namespace upbeat::identity
