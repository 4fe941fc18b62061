#pragma once

#include <upbeat/application/identity/identity_store.hpp>
#include <upbeat/infrastructure/platform/sql/database.hpp>

namespace upbeat::identity {

// Safe to call from any thread.
class SqlIdentityStore final : public IdentityStore {
   public:
    SqlIdentityStore(sql::Database& database, contracts::EventSink& sink)
        : database_{database}, sink_{sink}
    {
    }

    Result<void> write(std::function<Result<void>(Tx&)> const& work) override;

   private:
    sql::Database& database_;
    contracts::EventSink& sink_;
};

}  // namespace upbeat::identity
