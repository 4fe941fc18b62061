#include <upbeat/infrastructure/catalog/sql_catalog_items.hpp>

#include <type_traits>
#include <unordered_map>
#include <utility>

#include <upbeat/domain/catalog/errors.hpp>
#include <upbeat/domain/kernel/item.hpp>

#include "catalog_rows.hpp"
#include "tool_statements.hpp"
#include "track_statements.hpp"

namespace upbeat::catalog {
namespace {

// PostgreSQL takes a few thousand rows a statement well; parameters of more are only memory.
constexpr std::size_t kBatch = 2'000;

template <class Item>
constexpr ItemKind kKind = std::is_same_v<Item, Track> ? ItemKind::track : ItemKind::tool;

sql::Batch batch_of_ids(std::span<std::string const> ids)
{
    sql::Batch batch{"id"};
    for (auto const& id : ids) {
        batch.add({id});
    }
    return batch;
}

template <class Visit>
void each_by_id(
    sql::Session& session,
    sql::Statement const& statement,
    std::span<std::string const> ids,
    Visit visit
)
{
    for (; !ids.empty(); ids = ids.subspan(std::min(kBatch, ids.size()))) {
        session.each_of_many(
            statement, batch_of_ids(ids.first(std::min(kBatch, ids.size()))), visit
        );
    }
}

}  // namespace

std::optional<Track> SqlCatalogItems::find_track(std::string const& id)
{
    auto found = find_tracks({&id, 1});
    return found.empty() ? std::nullopt : std::optional{std::move(found.front())};
}

std::optional<Tool> SqlCatalogItems::find_tool(std::string const& id)
{
    auto found = find_tools({&id, 1});
    return found.empty() ? std::nullopt : std::optional{std::move(found.front())};
}

std::vector<Track> SqlCatalogItems::find_tracks(std::span<std::string const> ids)
{
    std::vector<Track> out;
    each_by_id(session_, statements::kTracksById, ids, [&out](sql::Row const& row) {
        out.push_back(track_from(row));
    });
    return out;
}

std::vector<Tool> SqlCatalogItems::find_tools(std::span<std::string const> ids)
{
    std::vector<Tool> out;
    each_by_id(session_, statements::kToolsById, ids, [&out](sql::Row const& row) {
        out.push_back(tool_from(row));
    });
    return out;
}

std::optional<std::string> SqlCatalogItems::find_twin(Track const& track)
{
    return session_.maybe(
        statements::kFindTwin,
        {{"owner", track.owner.agent_id},
         {"title", track.title},
         {"platform_url", track.platform_url},
         {"purchase_url", track.purchase_url}},
        [](sql::Row const& row) { return row.string(0); }
    );
}

Result<void> SqlCatalogItems::add(Track& track)
{
    return add(std::span{&track, 1});
}

Result<void> SqlCatalogItems::add(Tool& tool)
{
    return add(std::span{&tool, 1});
}

Result<void> SqlCatalogItems::add(std::span<Track> tracks)
{
    return add_items(tracks, statements::kAddTrack);
}

Result<void> SqlCatalogItems::add(std::span<Tool> tools)
{
    return add_items(tools, statements::kAddTool);
}

template <class Item>
Result<void> SqlCatalogItems::add_items(std::span<Item> items, sql::Statement const& rows)
{
    for (; !items.empty(); items = items.subspan(std::min(kBatch, items.size()))) {
        auto const part = items.first(std::min(kBatch, items.size()));
        sql::Batch ids{"kind", "id"};
        for (auto const& item : part) {
            ids.add({static_cast<int>(kKind<Item>), item.id});
        }
        std::unordered_map<std::string, std::int64_t> nums;
        session_.each_of_many(statements::kAddItem, ids, [&nums](sql::Row const& row) {
            nums.emplace(row.string(1), row.integer(0));
        });
        for (auto& item : part) {
            auto const at = nums.find(item.id);
            if (at == nums.end()) {
                return fail(item_exists(item.id));
            }
            item.num = ItemNum{at->second};
        }
        session_.run_many(rows, batch_of(std::span<Item const>{part}));
        for (auto const& item : part) {
            note_first_status(item.num, item.created_at, item.status);
        }
    }
    return {};
}

void SqlCatalogItems::note_first_status(ItemNum item, Timestamp at, Status status)
{
    if (status != Status::live) {
        session_.run(
            statements::kNoteFirstStatus,
            {{"num", item.value}, {"at", at}, {"status", to_word(status)}}
        );
    }
}

bool SqlCatalogItems::save(Track const& track)
{
    session_.run(
        statements::kNoteTrackStatus,
        {{"num", track.num.value},
         {"updated_at", track.updated_at},
         {"status", to_word(track.status)}}
    );
    return session_.run(statements::kSaveTrack, params_of(track)) == 1;
}

bool SqlCatalogItems::save(Tool const& tool)
{
    session_.run(
        statements::kNoteToolStatus,
        {{"num", tool.num.value}, {"updated_at", tool.updated_at}, {"status", to_word(tool.status)}}
    );
    return session_.run(statements::kSaveTool, params_of(tool)) == 1;
}

}  // namespace upbeat::catalog
