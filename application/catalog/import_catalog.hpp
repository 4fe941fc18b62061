#pragma once

#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include <upbeat/application/catalog/catalog_records.hpp>
#include <upbeat/application/catalog/catalog_store.hpp>
#include <upbeat/application/catalog/creators.hpp>
#include <upbeat/domain/kernel/clock.hpp>
#include <upbeat/domain/kernel/id_generator.hpp>

namespace upbeat::catalog {

// Takes records in batches, each in one unit of work; a wrong record is refused and the others go
// in. Records with ids can be imported again: then they are updated or unchanged. Batches of about
// a thousand are a good size. For the operator's command line: it asks for no permission.
class ImportCatalog {
   public:
    ImportCatalog(
        CatalogStore& store,
        Creators& creators,
        IdGenerator& ids,
        Clock const& clock,
        std::string affiliate_tag
    );

    Result<std::vector<RecordOutcome>> tracks(std::span<TrackRecord const> records);
    Result<std::vector<RecordOutcome>> tools(std::span<ToolRecord const> records);

   private:
    using Owners = std::unordered_map<std::string, Owner>;  // by agent id

    template <class Item, class Record>
    class Batch;

    template <class Item, class Record>
    Result<std::vector<RecordOutcome>> import_all(std::span<Record const> records);
    template <class Item, class Record>
    Result<Item> prepare(Record const& record, Item const* known, Owners const& owners);
    Result<Track> revised(Track const& track, TrackRecord const& record) const;
    Result<Tool> revised(Tool const& tool, ToolRecord const& record) const;

    CatalogStore& store_;
    Creators& creators_;
    IdGenerator& ids_;
    Clock const& clock_;
    std::string affiliate_tag_;
};

}  // namespace upbeat::catalog
