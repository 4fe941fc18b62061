#pragma once

#include <string>

#include <upbeat/domain/kernel/ids.hpp>

namespace upbeat::catalog {

// The agent that published an item; curated items have none.
struct Owner {
    std::string agent_id{};
    VoterNum voter{};

    bool none() const { return agent_id.empty(); }

    bool operator==(Owner const&) const = default;
};

}  // namespace upbeat::catalog
