#include <upbeat/application/catalog/import_catalog.hpp>

#include <algorithm>
#include <type_traits>
#include <unordered_map>
#include <unordered_set>
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

std::vector<std::string> owner_ids_of(auto const& records)
{
    std::vector<std::string> ids;
    for (auto const& record : records) {
        if (record.owner_id && !record.owner_id->empty()) {
            ids.push_back(*record.owner_id);
        }
    }
    std::ranges::sort(ids);
    ids.erase(std::ranges::unique(ids).begin(), ids.end());
    return ids;
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

// What one unit of work learns and decides.
template <class Item, class Record>
class ImportCatalog::Batch {
   public:
    Batch(ImportCatalog& import, CatalogStore::Tx& tx, std::span<Record const> records)
        : import_{import}, tx_{tx}
    {
        for (auto& item : known_items(tx.items, records)) {
            auto id = item.id;
            known_.emplace(std::move(id), std::move(item));
        }
        for (auto const& item : others(tx.items, records)) {
            taken_.insert(item.id);
        }
        for (auto const& creator : import.creators_.find_all(owner_ids_of(records))) {
            owners_.emplace(creator.id, Owner{.agent_id = creator.id, .voter = creator.voter});
        }
    }

    RecordOutcome take(Record const& record)
    {
        RecordOutcome outcome{.id = record.id.value_or("")};
        if (taken_.contains(outcome.id)) {
            outcome.error = item_exists(outcome.id);
            return outcome;
        }
        auto const at = known_.find(outcome.id);
        auto const is_new = at == known_.end();
        auto item = import_.prepare<Item>(record, is_new ? nullptr : &at->second, owners_);
        if (!item) {
            outcome.error = item.error();
            return outcome;
        }
        outcome.id = item->id;
        outcome.outcome = is_new ? create(std::move(*item)) : update(at->second, std::move(*item));
        return outcome;
    }

    Result<void> finish()
    {
        UPBEAT_CHECK(tx_.items.add(std::span<Item>{fresh_}));
        for (auto const& item : fresh_) {
            tx_.events.append(changed(item));
        }
        return {};
    }

   private:
    Outcome create(Item item)
    {
        taken_.insert(item.id);
        fresh_.push_back(std::move(item));
        return Outcome::created;
    }

    Outcome update(Item& known, Item item)
    {
        if (same(item, known)) {
            return Outcome::unchanged;
        }
        tx_.items.save(item);
        tx_.events.append(changed(item));
        known = std::move(item);
        return Outcome::updated;
    }

    ImportCatalog& import_;
    CatalogStore::Tx& tx_;
    std::unordered_map<std::string, Item> known_;
    Owners owners_;                          // those that the records name
    std::unordered_set<std::string> taken_;  // by this batch, or by an item of the other kind
    std::vector<Item> fresh_;
};

template <class Item, class Record>
Result<std::vector<RecordOutcome>> ImportCatalog::import_all(std::span<Record const> records)
{
    std::vector<RecordOutcome> outcomes;
    auto const done = store_.write([&](CatalogStore::Tx& tx) -> Result<void> {
        outcomes.clear();
        Batch<Item, Record> batch{*this, tx, records};
        for (auto const& record : records) {
            outcomes.push_back(batch.take(record));
        }
        return batch.finish();
    });
    UPBEAT_CHECK(done);
    return outcomes;
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
Result<Item> ImportCatalog::prepare(Record const& record, Item const* known, Owners const& owners)
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
            auto const owner = owners.find(*record.owner_id);
            if (owner == owners.end()) {
                return fail(invalid_field("/creator_agent_id", "unknown_agent", "names no agent"));
            }
            base.owner = owner->second;
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

}  // namespace upbeat::catalog
