#include <upbeat/application/catalog/import_catalog.hpp>

#include <type_traits>
#include <utility>

#include <upbeat/application/catalog/publishing.hpp>
#include <upbeat/domain/catalog/errors.hpp>

namespace upbeat::catalog {
namespace {

template <class Record>
std::vector<std::string> ids_of(std::span<Record const> records)
{
    std::vector<std::string> out;
    for (auto const& record : records) {
        if (record.id && is_id(*record.id)) {
            out.push_back(*record.id);
        }
    }
    return out;
}

std::vector<Track> known_items(CatalogItems& items, std::span<TrackRecord const> records)
{
    return items.find_tracks(ids_of(records));
}

std::vector<Tool> known_items(CatalogItems& items, std::span<ToolRecord const> records)
{
    return items.find_tools(ids_of(records));
}

// The items of the other kind that already have one of the ids: those records must be refused.
std::vector<Tool> others(CatalogItems& items, std::span<TrackRecord const> records)
{
    return items.find_tools(ids_of(records));
}

std::vector<Track> others(CatalogItems& items, std::span<ToolRecord const> records)
{
    return items.find_tracks(ids_of(records));
}

bool same(auto left, auto const& right)
{
    left.updated_at = right.updated_at;
    return left == right;
}

}  // namespace

ImportCatalog::ImportCatalog(
    CatalogStore& store,
    Creators& creators,
    IdGenerator& ids,
    Clock const& clock,
    std::string affiliate_tag
)
    : store_{store},
      creators_{creators},
      ids_{ids},
      clock_{clock},
      affiliate_tag_{std::move(affiliate_tag)}
{
}

Result<std::vector<RecordOutcome>> ImportCatalog::tracks(std::span<TrackRecord const> records)
{
    return import_all<Track>(records);
}

Result<std::vector<RecordOutcome>> ImportCatalog::tools(std::span<ToolRecord const> records)
{
    return import_all<Tool>(records);
}

template <class Item, class Record>
Result<std::vector<RecordOutcome>> ImportCatalog::import_all(std::span<Record const> records)
{
    std::vector<RecordOutcome> outcomes;
    auto const done = store_.write([&](CatalogStore::Tx& tx) -> Result<void> {
        outcomes.assign(records.size(), {});
        std::unordered_map<std::string, Item> known;
        for (auto& item : known_items(tx.items, records)) {
            known.emplace(item.id, std::move(item));
        }
        std::unordered_map<std::string, std::size_t> fresh_at;
        for (auto const& item : others(tx.items, records)) {
            fresh_at.emplace(item.id, records.size());
        }
        std::vector<Item> fresh;
        for (std::size_t i = 0; i < records.size(); ++i) {
            auto& outcome = outcomes[i];
            outcome.id = records[i].id.value_or("");
            if (records[i].id && fresh_at.contains(*records[i].id)) {
                outcome.error = item_exists(*records[i].id);
                continue;
            }
            auto const at = known.find(outcome.id);
            auto item = prepare<Item>(records[i], at == known.end() ? nullptr : &at->second);
            if (!item) {
                outcome.error = item.error();
                continue;
            }
            outcome.id = item->id;
            if (at == known.end()) {
                outcome.outcome = Outcome::created;
                fresh_at.emplace(item->id, fresh.size());
                fresh.push_back(std::move(*item));
            } else if (same(*item, at->second)) {
                outcome.outcome = Outcome::unchanged;
            } else {
                outcome.outcome = Outcome::updated;
                tx.items.save(*item);
                tx.events.append(changed(*item));
                at->second = std::move(*item);
            }
        }
        UPBEAT_CHECK(tx.items.add(std::span<Item>{fresh}));
        for (auto const& item : fresh) {
            tx.events.append(changed(item));
        }
        return {};
    });
    UPBEAT_CHECK(done);
    return outcomes;
}

template <class Item, class Record>
Result<Item> ImportCatalog::prepare(Record const& record, Item const* known)
{
    if (record.id && !is_id(*record.id)) {
        return fail(malformed_id("/id"));
    }
    auto const now = clock_.now();
    Item base;
    if (known != nullptr) {
        base = *known;
    } else {
        auto const prefix = std::is_same_v<Item, Track> ? "trk" : "tool";
        base.id = record.id ? *record.id : ids_.next(prefix);
        base.created_at = now;
        if (record.owner_id && !record.owner_id->empty()) {
            UPBEAT_TRY(base.owner, owner(*record.owner_id));
        }
    }
    base.created_at = record.created_at.value_or(base.created_at);
    base.status = record.status.value_or(base.status);
    base.demo = base.demo || record.demo;
    base.updated_at = now;
    return revised(base, record);
}

Result<Track> ImportCatalog::revised(Track const& track, TrackRecord const& record) const
{
    UPBEAT_TRY(auto out, revise(track, record.fields, affiliate_tag_, Completeness::imported));
    if (out.track.artist.empty()) {
        return fail(invalid_field("/artist", "required", "is required"));
    }
    return std::move(out.track);
}

Result<Tool> ImportCatalog::revised(Tool const& tool, ToolRecord const& record) const
{
    return revise(tool, record.fields);
}

Result<Owner> ImportCatalog::owner(std::string const& agent_id)
{
    auto const creator = creators_.find(agent_id);
    if (!creator) {
        return fail(invalid_field("/creator_agent_id", "unknown_agent", "names no agent"));
    }
    return Owner{.agent_id = creator->id, .voter = creator->voter};
}

}  // namespace upbeat::catalog
