#include <upbeat/adapters/identity/identity_endpoints.hpp>
#include <upbeat/adapters/identity/identity_inputs.hpp>
#include <upbeat/adapters/identity/identity_json.hpp>

namespace upbeat::identity {
namespace {

using namespace http;

struct KeyTierInput {
    KeyId key_id = KeyId::trusted("");
    std::string asked{};  // as parameter
    std::string told{};   // in the body
};

}  // namespace

Endpoint set_key_tier_endpoint(Identity& identity)
{
    auto const message = std::string{"The tier counts from the next request on."};
    return put("/api/v1/keys/{key_id}/tier")
        .operation("setKeyTier")
        .tag("admin")
        .summary("Move a key to another tier")
        .description("The tier is given as a parameter or in the body.")
        .auth(Auth::admin)
        .path(object<KeyTierInput>(field("key_id", &KeyTierInput::key_id)))
        .query(object<KeyTierInput>(field("new_tier", &KeyTierInput::asked, defaulted)))
        .body_example(R"({"new_tier":"pro"})")
        .body(object<KeyTierInput>(
            field("new_tier", &KeyTierInput::told, defaulted, also_named("tier"))
        ))
        .body_optional()
        .returns<ApiKey>(
            200,
            presenter<ApiKey>(
                "KeyTier",
                constant("status", std::string{"success"}),
                constant("message", message),
                out("key_id", &ApiKey::id),
                out("new_tier", [](ApiKey const& key) { return std::string{to_word(key.tier)}; })
            )
        )
        .fails_with({no_such_key(), fails(ErrorKind::invalid_input, std::string{kInvalidTier})})
        .status_for(std::string{kInvalidTier}, 400)
        .worker([&identity](Context const& context, KeyTierInput const& in) {
            auto const& tier = in.asked.empty() ? in.told : in.asked;
            return identity.change_key.set_tier(act_of(context), in.key_id.text(), tier);
        });
}

Endpoint rotate_key_endpoint(Identity& identity)
{
    return post("/api/v1/agents/me/keys/rotate")
        .operation("rotateKey")
        .tag("keys")
        .summary("A new key in place of the one used, which works for another day")
        .description("If the key used has an end, the new key ends then too.")
        .auth(Auth::agent)
        .returns<Rotation>(
            200,
            presenter<Rotation>(
                "RotatedKey",
                out(
                    "api_key",
                    [](Rotation const& r) { return r.key.text.reveal(); },
                    described("Shown once, here")
                ),
                out("key_id", [](Rotation const& r) { return r.key.key.id; }),
                out("old_key_id", &Rotation::old_key_id),
                out("old_key_expires_at", &Rotation::old_key_ends)
            )
        )
        .fails_with({no_such_key(), fails(ErrorKind::conflict, std::string{kTooManyKeys})})
        .worker([&identity](Context const& context) {
            return identity.rotate_key.execute(context.actor);
        });
}

}  // namespace upbeat::identity
