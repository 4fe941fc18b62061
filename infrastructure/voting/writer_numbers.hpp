#pragma once

#include <cstdint>
#include <vector>

#include <upbeat/domain/kernel/timestamp.hpp>
#include <upbeat/infrastructure/platform/sql/database.hpp>

namespace upbeat::voting {

// Hands out the numbers under which writers append to the ledger. A number is used by one writer
// during one run of the program and never again, so that its sequence has no forks. Safe to call
// from any thread; throws sql::Unavailable.
class WriterNumbers {
   public:
    explicit WriterNumbers(sql::Database& database) : database_{database} {}

    std::int32_t take(Timestamp now);

    // Every number that was ever given and is greater than `after`.
    std::vector<std::int32_t> given(std::int32_t after = 0) const;

   private:
    sql::Database& database_;
};

}  // namespace upbeat::voting
