#pragma once

#include <upbeat/application/voting/checkpoint_store.hpp>
#include <upbeat/infrastructure/platform/sql/database.hpp>

namespace upbeat::voting {

// Checkpoints in two tables of the database that the ledger is in, each piece in base64: a column
// of bytes has a different type on each engine. One short transaction a piece.
class SqlCheckpointStore final : public CheckpointStore {
   public:
    explicit SqlCheckpointStore(sql::Database& database) : database_{database} {}

    std::optional<std::int64_t> begin(std::int32_t format, Timestamp now) override;
    bool put(std::int64_t generation, std::size_t ordinal, std::string_view chunk, Timestamp now)
        override;
    bool finish(std::int64_t generation, std::string_view head) override;
    void abandon(std::int64_t generation) override;
    bool clean() override;
    std::optional<StoredCheckpoint> latest() override;
    void each_chunk(std::int64_t generation, std::function<bool(std::string_view)> const& visit)
        override;

   private:
    sql::Database& database_;
};

}  // namespace upbeat::voting
