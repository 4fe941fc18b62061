#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

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
    // Those of them that there are, in any order; one question, however many they are.
    virtual std::vector<Creator> find_all(std::span<std::string const> agent_ids) = 0;
};

}  // namespace upbeat::catalog
