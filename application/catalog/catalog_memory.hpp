#pragma once

#include <functional>

#include <upbeat/application/catalog/catalog_index.hpp>
#include <upbeat/application/catalog/catalog_reader.hpp>
#include <upbeat/application/contracts/events.hpp>
#include <upbeat/domain/kernel/look_back.hpp>

namespace upbeat::catalog {

// Keeps the index what the database is: filled at start, told of changes of this node, and asking
// for those of others.
class CatalogMemory {
   public:
    CatalogMemory(CatalogIndex& index, CatalogReader& reader) : index_{index}, reader_{reader} {}

    // Once, before anything is served. About two seconds a million tracks.
    void load();

    // After a commit of this node.
    void on_changed(contracts::ItemChanged const& change);

    // Reads what changed anywhere since the last call (or the load), and tells of each item. Looks
    // overlap, see LookBack; so an item can be told several times.
    void follow(Timestamp now, std::function<void(contracts::ItemChanged const&)> const& tell);

   private:
    CatalogIndex& index_;
    CatalogReader& reader_;
    LookBack back_{};
};

}  // namespace upbeat::catalog
