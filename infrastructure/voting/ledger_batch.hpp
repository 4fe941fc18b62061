#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include <upbeat/application/voting/ledger.hpp>
#include <upbeat/infrastructure/platform/sql/params.hpp>

namespace upbeat::voting {

// The records as kAppend takes them. Looks at the records' texts: they must outlive it.
sql::Batch batch_of(std::span<LedgerRecord const> records);

// Finds records by (writer, seq), since rows come back in no order.
class RecordFinder {
   public:
    explicit RecordFinder(std::span<LedgerRecord const> records);

    // The place of the record, or the number of records if there is none.
    std::size_t find(std::int32_t writer, std::int64_t seq) const;

    // Calls visit(writer, first, last) for every writer with its least and greatest seq.
    template <class Visit>
    void each_writer(Visit&& visit) const
    {
        for (std::size_t begin = 0; begin < order_.size();) {
            auto end = begin;
            while (end < order_.size() && order_[end].writer == order_[begin].writer) {
                ++end;
            }
            visit(order_[begin].writer, order_[begin].seq, order_[end - 1].seq);
            begin = end;
        }
    }

   private:
    struct Place {
        std::int32_t writer;
        std::int64_t seq;
        std::size_t index;

        auto key() const { return std::pair{writer, seq}; }
    };

    std::vector<Place> order_;
};

}  // namespace upbeat::voting
