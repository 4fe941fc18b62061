#include <upbeat/infrastructure/catalog/sql_catalog_reader.hpp>

#include <unordered_map>
#include <utility>

#include <upbeat/infrastructure/catalog/sql_catalog_items.hpp>

#include "catalog_rows.hpp"
#include "tool_statements.hpp"
#include "track_statements.hpp"

namespace upbeat::catalog {
namespace {

// Rows come back in any order: they are put into the one asked for.
template <class Item>
std::vector<Item> in_order(std::span<ItemNum const> nums, std::vector<Item> found)
{
    std::unordered_map<ItemNum, Item*> by_num;
    for (auto& item : found) {
        by_num.emplace(item.num, &item);
    }
    std::vector<Item> out;
    out.reserve(found.size());
    for (auto const num : nums) {
        if (auto const at = by_num.find(num); at != by_num.end()) {
            out.push_back(*at->second);
        }
    }
    return out;
}

sql::Batch batch_of(std::span<ItemNum const> nums)
{
    sql::Batch batch{"num"};
    for (auto const num : nums) {
        batch.add({num.value});
    }
    return batch;
}

}  // namespace

std::optional<Track> SqlCatalogReader::track(std::string const& id)
{
    return database_.read([&](sql::Session& session) {
        return SqlCatalogItems{session}.find_track(id);
    });
}

std::optional<Tool> SqlCatalogReader::tool(std::string const& id)
{
    return database_.read([&](sql::Session& session) {
        return SqlCatalogItems{session}.find_tool(id);
    });
}

std::vector<Track> SqlCatalogReader::tracks(std::span<ItemNum const> nums)
{
    std::vector<Track> found;
    if (!nums.empty()) {
        database_.read([&](sql::Session& session) {
            session.each_of_many(
                statements::kTracksByNum,
                batch_of(nums),
                [&](sql::Row const& row) { found.push_back(track_from(row)); }
            );
        });
    }
    return in_order(nums, std::move(found));
}

std::vector<Tool> SqlCatalogReader::tools(std::span<ItemNum const> nums)
{
    std::vector<Tool> found;
    if (!nums.empty()) {
        database_.read([&](sql::Session& session) {
            session.each_of_many(statements::kToolsByNum, batch_of(nums), [&](sql::Row const& row) {
                found.push_back(tool_from(row));
            });
        });
    }
    return in_order(nums, std::move(found));
}

void SqlCatalogReader::each_track(Timestamp since, std::function<void(Track const&)> const& visit)
{
    database_.read([&](sql::Session& session) {
        session.each(statements::kTracksSince, {{"since", since}}, [&](sql::Row const& row) {
            visit(track_from(row));
        });
    });
}

void SqlCatalogReader::each_tool(Timestamp since, std::function<void(Tool const&)> const& visit)
{
    database_.read([&](sql::Session& session) {
        session.each(statements::kToolsSince, {{"since", since}}, [&](sql::Row const& row) {
            visit(tool_from(row));
        });
    });
}

}  // namespace upbeat::catalog
