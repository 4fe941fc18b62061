#pragma once

#include <span>

#include <upbeat/domain/catalog/tool.hpp>
#include <upbeat/domain/catalog/track.hpp>
#include <upbeat/infrastructure/platform/sql/params.hpp>
#include <upbeat/infrastructure/platform/sql/row.hpp>

namespace upbeat::catalog {

// Rows of the columns that track_statements.hpp and tool_statements.hpp select.
Track track_from(sql::Row const& row);
Tool tool_from(sql::Row const& row);

// The parameters of saving one item.
sql::Params params_of(Track const& track);
sql::Params params_of(Tool const& tool);

// The batches of adding many, whose numbers are known.
sql::Batch batch_of(std::span<Track const> tracks);
sql::Batch batch_of(std::span<Tool const> tools);

}  // namespace upbeat::catalog
