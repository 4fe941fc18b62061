#pragma once

#include <optional>
#include <string>

namespace upbeat::catalog {

// What the catalogue asks identity: how the agents that published are called.
class CreatorNames {
   public:
    virtual ~CreatorNames() = default;
    virtual std::optional<std::string> name_of(std::string const& agent_id) = 0;
};

}  // namespace upbeat::catalog
