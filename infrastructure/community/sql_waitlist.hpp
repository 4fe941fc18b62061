#pragma once

#include <upbeat/application/community/waitlist.hpp>
#include <upbeat/infrastructure/platform/sql/database.hpp>

namespace upbeat::community {

class SqlWaitlist final : public Waitlist {
   public:
    explicit SqlWaitlist(sql::Database& database) : database_{database} {}

    Joined join(WaitlistEntry const& entry) override;
    std::int64_t count() override;

   private:
    sql::Database& database_;
};

}  // namespace upbeat::community
