#pragma once

#include <span>

#include <upbeat/domain/identity/agent.hpp>
#include <upbeat/domain/identity/api_key.hpp>
#include <upbeat/infrastructure/platform/sql/params.hpp>
#include <upbeat/infrastructure/platform/sql/row.hpp>

namespace upbeat::identity {

// Rows of the columns that agent_statements.hpp and key_statements.hpp select.
Agent agent_from(sql::Row const& row);
ApiKey key_from(sql::Row const& row);

sql::Params params_of(Agent const& agent);
sql::Batch batch_of(std::span<Agent const> agents);
sql::Batch batch_of_ids(std::span<std::string const> ids);

}  // namespace upbeat::identity
