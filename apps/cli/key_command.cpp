#include <upbeat/apps/cli/key_command.hpp>

#include <chrono>
#include <optional>
#include <string>

#include <boost/json.hpp>
#include <fmt/format.h>

#include <upbeat/adapters/http/rfc3339.hpp>
#include <upbeat/apps/cli/failure.hpp>
#include <upbeat/apps/cli/tool_backend.hpp>
#include <upbeat/domain/identity/tier.hpp>

namespace upbeat::apps {
namespace {

identity::Act by_operator()
{
    return {.actor = Actor::system(), .reason = "command line"};
}

std::string instant(std::optional<Timestamp> at)
{
    return at ? http::to_rfc3339(*at) : std::string{};
}

std::string state_of(identity::ApiKey const& key, Timestamp now)
{
    if (key.revoked_at) {
        return "revoked";
    }
    return key.opens_at(now) ? "open" : "expired";
}

boost::json::object to_json(identity::ApiKey const& key, Timestamp now)
{
    auto const maybe = [](std::optional<Timestamp> at) {
        return at ? boost::json::value(instant(at)) : boost::json::value{};
    };
    return {
        {"key_id", key.id},
        {"agent_id", key.agent_id},
        {"name", key.name},
        {"scope", key.scope == identity::Scope::admin ? "admin" : "agent"},
        {"tier", std::string{identity::to_word(key.tier)}},
        {"state", state_of(key, now)},
        {"created_at", instant(key.created_at)},
        {"last_used_at", maybe(key.last_used)},
        {"expires_at", maybe(key.expires_at)}
    };
}

ExitCode show_new(identity::NewKey const& made, Timestamp now, Terminal const& terminal)
{
    if (terminal.json) {
        auto object = to_json(made.key, now);
        object.emplace("api_key", made.text.reveal());
        terminal.out << object << '\n';
        return ExitCode::ok;
    }
    // The key alone on standard output, so that a script can take it.
    terminal.out << made.text.reveal() << '\n' << std::flush;
    terminal.err << "key " << made.key.id << "; it is shown this once\n";
    return ExitCode::ok;
}

Result<identity::NewKey> issue(Backend& backend, KeyIssue const& command)
{
    auto wish = identity::IssueKeyCommand{};
    wish.act = by_operator();
    wish.name = command.name;
    wish.tier = command.tier;
    wish.admin = command.admin;
    if (!command.agent.empty()) {
        UPBEAT_TRY(auto agent, AgentId::parse(command.agent, "--agent"));
        wish.agent = std::move(agent);
    }
    if (command.days) {
        wish.expires_at = backend.clock.now() + std::chrono::days{*command.days};
    }
    return backend.identity.issue_key.execute(wish);
}

void show_list(std::vector<identity::ApiKey> const& keys, Timestamp now, Terminal const& terminal)
{
    if (terminal.json) {
        auto list = boost::json::array{};
        for (auto const& key : keys) {
            list.push_back(to_json(key, now));
        }
        terminal.out << list << '\n';
        return;
    }
    terminal.out << fmt::format(
        "{:<32}{:<32}{:<12}{:<9}{}\n", "KEY", "AGENT", "TIER", "STATE", "NAME"
    );
    for (auto const& key : keys) {
        auto const agent =
            key.scope == identity::Scope::admin ? std::string{"(administrator)"} : key.agent_id;
        terminal.out << fmt::format(
            "{:<32}{:<32}{:<12}{:<9}{}\n",
            key.id,
            agent,
            identity::to_word(key.tier),
            state_of(key, now),
            key.name
        );
    }
}

}  // namespace

ExitCode issue_key(KeyIssue const& command, Config const& config, Terminal const& terminal)
{
    if (command.agent.empty() && !command.admin) {
        return terminal.fail(ExitCode::usage, "say whose key it is: --agent ID, or --admin");
    }
    return with_backend(config, terminal, Purpose::command, [&](Backend& backend) {
        auto const made = issue(backend, command);
        return made ? show_new(*made, backend.clock.now(), terminal)
                    : report(made.error(), terminal);
    });
}

ExitCode revoke_key(KeyRevoke const& command, Config const& config, Terminal const& terminal)
{
    return with_backend(config, terminal, Purpose::command, [&](Backend& backend) {
        auto const revoked = backend.identity.change_key.revoke(by_operator(), command.key_id);
        if (!revoked) {
            return report(revoked.error(), terminal);
        }
        show_list({*revoked}, backend.clock.now(), terminal);
        return ExitCode::ok;
    });
}

ExitCode list_keys(KeyList const& command, Config const& config, Terminal const& terminal)
{
    return with_backend(config, terminal, Purpose::command, [&](Backend& backend) {
        auto const keys = backend.identity.list_keys.execute(Actor::system(), command.agent);
        if (!keys) {
            return report(keys.error(), terminal);
        }
        show_list(*keys, backend.clock.now(), terminal);
        return ExitCode::ok;
    });
}

}  // namespace upbeat::apps
