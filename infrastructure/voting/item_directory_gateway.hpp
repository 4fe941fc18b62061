#pragma once

#include <functional>

#include <upbeat/application/voting/item_directory.hpp>
#include <upbeat/domain/kernel/timestamp.hpp>
#include <upbeat/infrastructure/platform/sql/database.hpp>

namespace upbeat::voting {

// The catalogue's items as voting sees them. Reads the few columns it needs by itself: handing a
// million whole tracks through the catalogue's front door would make up most of a start.
class ItemDirectoryGateway final : public ItemDirectory {
   public:
    explicit ItemDirectoryGateway(sql::Database& database) : database_{database} {}

    void each(std::function<void(ItemFacts const&)> const& visit) override;

    // Those whose last change is not before `since`, with the instant of that change.
    using Visit = std::function<void(ItemFacts const&, Timestamp changed_at)>;
    void each_changed(Timestamp since, Visit const& visit);

   private:
    sql::Database& database_;
};

}  // namespace upbeat::voting
