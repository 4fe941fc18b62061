#pragma once

#include <upbeat/application/voting/status_history.hpp>
#include <upbeat/infrastructure/platform/sql/database.hpp>

namespace upbeat::voting {

// When items were live, hidden and removed, from the catalogue's own record of it.
class StatusHistoryGateway final : public StatusHistory {
   public:
    explicit StatusHistoryGateway(sql::Database& database) : database_{database} {}

    std::vector<StatusChange> since(Timestamp instant) override;

   private:
    sql::Database& database_;
};

}  // namespace upbeat::voting
