#pragma once

#include <optional>
#include <string>

#include <upbeat/adapters/http/context.hpp>
#include <upbeat/adapters/http/failure.hpp>
#include <upbeat/adapters/http/schema.hpp>
#include <upbeat/application/identity/acts.hpp>
#include <upbeat/domain/identity/errors.hpp>

namespace upbeat::identity {

// The act of the caller; `reason` is for the audit log.
inline Act act_of(http::Context const& context, std::string const& reason = {})
{
    return {.actor = context.actor, .reason = reason, .request_id = context.request_id};
}

struct AgentPath {
    AgentId id = AgentId::trusted("");
};

template <class In>
http::Schema<In> agent_path_schema()
{
    return http::object<In>(http::field("id", &AgentPath::id));
}

inline http::Failure no_such_agent()
{
    return http::fails(ErrorKind::not_found, std::string{kAgentNotFound});
}

inline http::Failure no_such_key()
{
    return http::fails(
        ErrorKind::not_found,
        std::string{kKeyNotFound},
        "There is no such key, or it is not the caller's."
    );
}

}  // namespace upbeat::identity
