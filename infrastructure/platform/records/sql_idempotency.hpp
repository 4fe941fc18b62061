#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <upbeat/application/platform/idempotency_store.hpp>
#include <upbeat/infrastructure/platform/sql/database.hpp>

namespace upbeat::platform {

// Answers under an Idempotency-Key, in platform_idempotency. The units of work that a use case
// opens join the one of perform(). Safe to call from any thread.
class SqlIdempotency final : public IdempotencyStore {
   public:
    explicit SqlIdempotency(sql::Database& database) : database_{database} {}

    std::optional<KeptRequest> find(std::string const& owner, std::string const& key) override;
    Result<KeptAnswer> perform(IdempotencyTicket const& ticket, Timestamp now, Work const& work)
        override;

    // Drops what was kept before `before`; gives how many. For a job that runs now and then.
    std::int64_t forget(Timestamp before);

   private:
    sql::Database& database_;
};

}  // namespace upbeat::platform
