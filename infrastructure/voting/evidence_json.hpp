#pragma once

#include <string>
#include <string_view>

#include <upbeat/domain/voting/incident.hpp>

namespace upbeat::voting {

// Evidence as it stands in its column: {"facts":[["votes",12,10],...],"others":[7,...]}. Whatever
// cannot be read is left out.
std::string evidence_to_json(Evidence const& evidence);
Evidence evidence_from_json(std::string_view text);

}  // namespace upbeat::voting
