#pragma once

#include <optional>
#include <string>

#include <upbeat/domain/kernel/ids.hpp>

namespace upbeat::catalog {

struct Creator {
    std::string id{};
    std::string name{};
    VoterNum voter{};
};

// What the catalogue asks identity: who the agents are that publish. Safe to call from any worker.
class Creators {
   public:
    virtual ~Creators() = default;
    virtual std::optional<Creator> find(std::string const& agent_id) = 0;
};

}  // namespace upbeat::catalog
