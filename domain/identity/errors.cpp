#include <upbeat/domain/identity/errors.hpp>

namespace upbeat::identity {
namespace {

Error plain(ErrorKind kind, std::string_view code, std::string detail)
{
    return {.kind = kind, .code = std::string{code}, .detail = std::move(detail)};
}

}  // namespace

Error agent_exists(std::string_view id)
{
    return plain(
        ErrorKind::conflict,
        kAgentExists,
        "The agent " + std::string{id} + " is registered already and holds a key."
    );
}

Error agent_not_found(std::string_view id)
{
    return plain(ErrorKind::not_found, kAgentNotFound, "Agent not found: " + std::string{id});
}

Error agent_suspended()
{
    return plain(ErrorKind::forbidden, kAgentSuspended, "This agent is suspended.");
}

Error invalid_agent_type()
{
    return plain(
        ErrorKind::invalid_input, kInvalidAgentType, "An agent's type is 'autonomous' or 'human'."
    );
}

Error invalid_key()
{
    return plain(
        ErrorKind::unauthenticated, kInvalidKey, "The API key is unknown, expired or revoked."
    );
}

Error key_not_found(std::string_view id)
{
    return plain(ErrorKind::not_found, kKeyNotFound, "Key not found: " + std::string{id});
}

Error key_required()
{
    return plain(ErrorKind::unauthenticated, kKeyRequired, "An agent's API key is required.");
}

Error invalid_tier()
{
    return plain(
        ErrorKind::invalid_input, kInvalidTier, "A tier is 'free', 'pro' or 'enterprise'."
    );
}

Error tier_not_allowed()
{
    return plain(
        ErrorKind::forbidden, kTierNotAllowed, "A key cannot have a higher tier than the one used."
    );
}

Error admin_required()
{
    return plain(ErrorKind::forbidden, kAdminRequired, "This needs an administrator's key.");
}

Error too_many_keys()
{
    return plain(
        ErrorKind::conflict, kTooManyKeys, "An agent may hold at most 20 keys; revoke one first."
    );
}

Error invalid_fields(std::vector<FieldProblem> problems)
{
    std::string detail;
    for (auto const& problem : problems) {
        detail += (detail.empty() ? "" : "; ") + problem.pointer + " " + problem.message;
    }
    return {
        .kind = ErrorKind::invalid_input,
        .code = "validation_failed",
        .detail = std::move(detail),
        .fields = std::move(problems),
    };
}

}  // namespace upbeat::identity
