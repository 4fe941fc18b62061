#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include <upbeat/application/voting/ledger.hpp>
#include <upbeat/infrastructure/platform/sql/session.hpp>
#include <upbeat/infrastructure/voting/sql_ledger.hpp>

namespace upbeat::voting {

// Reads the whole ledger in the order of LedgerPosition. Every writer's own entries stand in that
// order already and in one index, so they are read in blocks and merged here; the database sorts
// nothing. A writer that starts later than another one ends costs one probe until its turn comes,
// so a thousand restarts do not need a thousand buffers.
class LedgerMerge {
   public:
    static constexpr std::int64_t kBlock = 16'384;

    LedgerMerge(sql::Session& session, std::optional<LedgerPosition> after);
    // Only what follows these positions, and all of the writers that are not among them.
    LedgerMerge(sql::Session& session, WriterPositions const& after);

    // Hands over batches of some thousand entries until the end or until `visit` returns false.
    void run(Ledger::Visit const& visit);

   private:
    struct Stream {
        std::int32_t writer = 0;
        std::int64_t last = 0;  // the seq of the last entry that was read
        std::vector<LedgerEntry> block{};
        std::size_t next = 0;
        bool ended = false;

        LedgerEntry const& head() const { return block[next]; }
        bool empty() const { return next == block.size(); }
    };

    void find_writers(WriterPositions const& after);
    void skip(Stream& stream);
    void fill(Stream& stream);
    void take_run(Stream& stream, std::optional<LedgerPosition> before);
    bool hand_over(Ledger::Visit const& visit);

    sql::Session& session_;
    std::optional<LedgerPosition> after_;
    std::vector<Stream> streams_;  // a heap, the earliest head on top
    std::vector<LedgerEntry> ready_;
};

}  // namespace upbeat::voting
