#pragma once

#include <upbeat/application/voting/unit_of_work.hpp>
#include <upbeat/infrastructure/platform/sql/database.hpp>

namespace upbeat::voting {

// A transaction of the calling thread; inside another one it joins that. Throws sql::Unavailable.
class SqlUnitOfWork final : public UnitOfWork {
   public:
    explicit SqlUnitOfWork(sql::Database& database) : database_{database} {}

    Result<void> run(std::function<Result<void>()> const& work, std::function<void()> const& then)
        override;

   private:
    sql::Database& database_;
};

}  // namespace upbeat::voting
