#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <upbeat/application/contracts/audit_log.hpp>
#include <upbeat/application/contracts/event_sink.hpp>
#include <upbeat/domain/catalog/tool.hpp>
#include <upbeat/domain/catalog/track.hpp>

namespace upbeat::catalog {

// The catalogue's tracks and tools inside a unit of work. Tracks and tools share one id space.
class CatalogItems {
   public:
    virtual ~CatalogItems() = default;

    virtual std::optional<Track> find_track(std::string const& id) = 0;
    virtual std::optional<Tool> find_tool(std::string const& id) = 0;
    virtual std::vector<Track> find_tracks(std::span<std::string const> ids) = 0;
    virtual std::vector<Tool> find_tools(std::span<std::string const> ids) = 0;

    // A track that is not removed, of the same owner, with the same title and addresses.
    virtual std::optional<std::string> find_twin(Track const& track) = 0;

    // Gives the item its number. A taken id is the error `item_exists`; nothing is written then.
    virtual Result<void> add(Track& track) = 0;
    virtual Result<void> add(Tool& tool) = 0;
    // Many at once, for imports; none of the ids may be taken.
    virtual Result<void> add(std::span<Track> tracks) = 0;
    virtual Result<void> add(std::span<Tool> tools) = 0;

    // Writes everything but number, id and owner. False when there is no such item.
    virtual bool save(Track const& track) = 0;
    virtual bool save(Tool const& tool) = 0;
};

class CatalogStore {
   public:
    struct Tx {
        CatalogItems& items;
        contracts::AuditLog& audit;
        contracts::EventLog& events;
    };
    virtual ~CatalogStore() = default;

    // Commits if `work` gives a value, then publishes its events. Otherwise, or if it throws,
    // nothing it did remains. It may run more than once, so it must have no other effects.
    virtual Result<void> write(std::function<Result<void>(Tx&)> const& work) = 0;
};

}  // namespace upbeat::catalog
