#include <upbeat/adapters/identity/identity_endpoints.hpp>
#include <upbeat/adapters/identity/identity_inputs.hpp>
#include <upbeat/adapters/identity/identity_json.hpp>

namespace upbeat::identity {
namespace {

using namespace http;

struct IssueKeyInput {
    std::string name{};
    std::optional<std::string> tier{};
    std::optional<std::string> agent_id{};
    std::string scope = "agent";
    std::optional<Timestamp> expires_at{};
};

struct ListKeysInput {
    std::string agent_id{};
};

struct KeyPath {
    KeyId key_id = KeyId::trusted("");
};

struct KeyList {
    std::vector<ApiKey> keys{};
};

Presenter<NewKey> new_key_presenter(Allowances const& allowances)
{
    auto const key = [](NewKey const& k) -> ApiKey const& { return k.key; };
    return presenter<NewKey>(
        "NewKey",
        out(
            "api_key",
            [](NewKey const& k) { return k.text.reveal(); },
            described("Shown once, here")
        ),
        constant("message", std::string{"Keep the API key: it is not shown again."}),
        including(key, key_presenter(allowances))
    );
}

Presenter<ApiKey> revoked_presenter()
{
    return presenter<ApiKey>(
        "RevokedKey",
        constant("status", std::string{"success"}),
        constant("message", std::string{"The key opens nothing any more."}),
        out("key_id", &ApiKey::id)
    );
}

}  // namespace

Endpoint issue_key_endpoint(Identity& identity)
{
    return post("/api/v1/keys")
        .operation("issueKey")
        .tag("keys")
        .summary("Make a further API key")
        .description(
            "An agent makes keys for itself, of at most the tier of the key it uses and ending no "
            "later than that key."
        )
        .auth(Auth::any)
        .body_example(R"({"name":"Second machine","tier":"free"})")
        .body(object<IssueKeyInput>(
                  field("name", &IssueKeyInput::name, length(1, ApiKey::kMaxName)),
                  field("tier", &IssueKeyInput::tier, described("free, pro or enterprise")),
                  field(
                      "agent_id",
                      &IssueKeyInput::agent_id,
                      id_text(),
                      described("For administrators: whose key")
                  ),
                  field("scope", &IssueKeyInput::scope, one_of({"agent", "admin"}), defaulted),
                  field("expires_at", &IssueKeyInput::expires_at)
        )
                  .named("IssueKey"))
        .returns<NewKey>(200, new_key_presenter(identity.show_agents.allowances()))
        .fails_with({
            fails(ErrorKind::invalid_input, std::string{kInvalidTier}),
            fails(ErrorKind::forbidden, std::string{kTierNotAllowed}),
            fails(ErrorKind::conflict, std::string{kTooManyKeys}),
            no_such_agent(),
        })
        .status_for(std::string{kInvalidTier}, 400)
        .worker([&identity](Context const& context, IssueKeyInput const& in) {
            IssueKeyCommand command{.act = act_of(context), .name = in.name, .tier = in.tier};
            if (in.agent_id) {
                command.agent = AgentId::trusted(*in.agent_id);
            }
            command.admin = in.scope == "admin";
            command.expires_at = in.expires_at;
            return identity.issue_key.execute(command);
        });
}

Endpoint list_keys_endpoint(Identity& identity)
{
    auto const count = [](KeyList const& list) { return list.keys.size(); };
    return get("/api/v1/keys")
        .operation("listKeys")
        .tag("keys")
        .summary("The caller's API keys, without their texts")
        .auth(Auth::any)
        .query(object<ListKeysInput>(field(
            "agent_id",
            &ListKeysInput::agent_id,
            max_length(64),
            defaulted,
            described("For administrators: whose keys")
        )))
        .returns<KeyList>(
            200,
            presenter<KeyList>(
                "KeyList",
                out("count", count),
                out("keys", &KeyList::keys, key_presenter(identity.show_agents.allowances()))
            )
        )
        .worker([&identity](Context const& context, ListKeysInput const& in) -> Result<KeyList> {
            UPBEAT_TRY(auto keys, identity.list_keys.execute(context.actor, in.agent_id));
            return KeyList{std::move(keys)};
        });
}

Endpoint revoke_key_endpoint(Identity& identity)
{
    return del("/api/v1/keys/{key_id}")
        .operation("revokeKey")
        .tag("keys")
        .summary("End a key for good")
        .auth(Auth::any)
        .open_to_barred()  // the stolen key may be what it was barred for
        .own_object()
        .path(object<KeyPath>(field("key_id", &KeyPath::key_id)))
        .returns<ApiKey>(200, revoked_presenter())
        .fails_with({no_such_key()})
        .worker([&identity](Context const& context, KeyPath const& in) {
            return identity.change_key.revoke(act_of(context), in.key_id.text());
        });
}

}  // namespace upbeat::identity
