#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <upbeat/domain/catalog/tool.hpp>
#include <upbeat/domain/catalog/track.hpp>

namespace upbeat::catalog {

// The catalogue as committed, for questions that change nothing. Safe to call from any worker.
class CatalogReader {
   public:
    virtual ~CatalogReader() = default;

    virtual std::optional<Track> track(std::string const& id) = 0;
    virtual std::optional<Tool> tool(std::string const& id) = 0;

    // In the order asked for; what does not exist is left out.
    virtual std::vector<Track> tracks(std::span<ItemNum const> nums) = 0;
    virtual std::vector<Tool> tools(std::span<ItemNum const> nums) = 0;

    // Everything whose last change is not before `since`, in no order; an instant before the first
    // item gives the whole catalogue. Rows are handed over one by one and never all in memory.
    virtual void each_track(Timestamp since, std::function<void(Track const&)> const& visit) = 0;
    virtual void each_tool(Timestamp since, std::function<void(Tool const&)> const& visit) = 0;
};

}  // namespace upbeat::catalog
