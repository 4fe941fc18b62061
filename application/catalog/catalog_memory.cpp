#include <upbeat/application/catalog/catalog_memory.hpp>

#include <algorithm>
#include <array>

#include <upbeat/application/catalog/publishing.hpp>

namespace upbeat::catalog {
void CatalogMemory::load()
{
    Timestamp newest{};
    index_.begin_load();
    auto const put = [&](auto const& item) {
        newest = std::max(newest, item.updated_at);
        index_.put(item);
    };
    reader_.each_track(Timestamp::min(), put);
    reader_.each_tool(Timestamp::min(), put);
    index_.end_load();
    back_ = LookBack{newest};
}

void CatalogMemory::on_changed(contracts::ItemChanged const& change)
{
    std::array const nums{change.num};
    for (auto const& track : reader_.tracks(nums)) {
        index_.put(track);
    }
    for (auto const& tool : reader_.tools(nums)) {
        index_.put(tool);
    }
}

void CatalogMemory::follow(
    Timestamp now, std::function<void(contracts::ItemChanged const&)> const& tell
)
{
    auto const since = back_.from(now);
    auto const take = [&](auto const& item) {
        index_.put(item);
        tell(changed(item));
    };
    reader_.each_track(since, take);
    reader_.each_tool(since, take);
    back_.looked(now);
}

}  // namespace upbeat::catalog
