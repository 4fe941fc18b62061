#pragma once

#include <optional>
#include <string>

#include <upbeat/adapters/http/presenter.hpp>
#include <upbeat/application/voting/discover.hpp>
#include <upbeat/application/voting/get_discovery_stats.hpp>

namespace upbeat::voting {

// A page of what to vote on next, for one agent, in one of two forms.
struct DiscoveryAnswer {
    std::string agent_id{};
    std::optional<ItemKind> kind{};
    DiscoverPage page{};
    bool bare = false;  // the items as an array and nothing around them
};

struct DiscoveryStatsAnswer {
    std::string agent_id{};
    DiscoveryStats stats{};
};

http::Presenter<DiscoveryAnswer> discovery_presenter();
http::Presenter<DiscoveryStatsAnswer> discovery_stats_presenter();

}  // namespace upbeat::voting
