#include <upbeat/application/identity/key_forge.hpp>

#include <upbeat/domain/identity/key_text.hpp>

namespace upbeat::identity {

NewKey KeyForge::make(KeyWish const& wish, Timestamp now)
{
    auto const text = make_key_text(random_.bytes(kKeyBytes));
    return {
        .key =
            {
                .id = ids_.next("key"),
                .hash = hasher_.hash(text),
                .name = wish.name,
                .agent_id = wish.agent_id,
                .agent = wish.agent,
                .scope = wish.scope,
                .tier = wish.tier,
                .created_at = now,
                .changed_at = now,
                .expires_at = wish.expires_at,
            },
        .text = Secret{text},
    };
}

}  // namespace upbeat::identity
