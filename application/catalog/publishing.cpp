#include <upbeat/application/catalog/publishing.hpp>

namespace upbeat::catalog {

Result<void> may_publish(Actor const& actor)
{
    if (actor.is_anonymous()) {
        return fail(Error{
            .kind = ErrorKind::unauthenticated,
            .code = "credential_required",
            .detail = "Publishing needs an API key.",
        });
    }
    if (actor.suspended) {
        return fail(Error{
            .kind = ErrorKind::forbidden,
            .code = "agent_suspended",
            .detail = "This agent is suspended.",
        });
    }
    return {};
}

bool may_change(Actor const& actor, Owner const& owner)
{
    return actor.is_admin() || (actor.is_agent() && !owner.none() && owner.agent_id == actor.id);
}

Owner owner_of_new(Actor const& actor)
{
    return actor.is_agent() ? Owner{.agent_id = actor.id, .voter = actor.voter} : Owner{};
}

contracts::ItemChanged changed(Track const& track)
{
    return {
        .num = track.num,
        .kind = ItemKind::track,
        .id = track.id,
        .votable = track.status == Status::live,
        .created_at = track.created_at,
        .changed_at = track.updated_at,
        .owner = track.owner.voter,
        .owner_id = track.owner.agent_id,
        .platform = track.platform.name,
        .genre = track.genre,
        .mood = track.moods.empty() ? std::string{} : track.moods.front(),
    };
}

contracts::ItemChanged changed(Tool const& tool)
{
    return {
        .num = tool.num,
        .kind = ItemKind::tool,
        .id = tool.id,
        .votable = tool.status == Status::live,
        .created_at = tool.created_at,
        .changed_at = tool.updated_at,
        .owner = tool.owner.voter,
        .owner_id = tool.owner.agent_id,
        .category = tool.category,
    };
}

void audit(
    contracts::AuditLog& log,
    Act const& act,
    Timestamp now,
    std::string_view action,
    std::string_view target_type,
    std::string_view target_id
)
{
    if (!act.actor.is_admin()) {
        return;
    }
    log.record({
        .at = now,
        .actor = act.actor.id,
        .action = std::string{action},
        .target_type = std::string{target_type},
        .target_id = std::string{target_id},
        .reason = act.reason,
        .request_id = act.request_id,
    });
}

}  // namespace upbeat::catalog
