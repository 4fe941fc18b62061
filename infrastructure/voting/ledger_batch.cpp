#include <upbeat/infrastructure/voting/ledger_batch.hpp>

#include <algorithm>

namespace upbeat::voting {

sql::Batch batch_of(std::span<LedgerRecord const> records)
{
    sql::Batch batch{
        "item",
        "voter",
        "revision",
        "direction",
        "weight",
        "at",
        "reason",
        "flags",
        "prior_direction",
        "prior_weight",
        "prior_at",
        "network",
        "source",
        "writer",
        "seq",
        "comment",
        "reasoning",
        "confidence"
    };
    batch.reserve(records.size());
    for (auto const& [entry, note] : records) {
        batch.add(
            {entry.item.value,
             entry.voter.value,
             entry.revision,
             sign(entry.direction),
             entry.weight.value,
             entry.at,
             static_cast<int>(entry.reason),
             static_cast<std::int16_t>(entry.flags.bits()),
             sign(entry.prior_direction),
             entry.prior_weight.value,
             entry.prior_at,
             static_cast<std::int64_t>(entry.network),
             static_cast<int>(entry.source),
             entry.writer,
             entry.seq,
             note.comment,
             note.reasoning,
             note.confidence}
        );
    }
    return batch;
}

RecordFinder::RecordFinder(std::span<LedgerRecord const> records)
{
    order_.reserve(records.size());
    for (std::size_t i = 0; i < records.size(); ++i) {
        order_.push_back({records[i].entry.writer, records[i].entry.seq, i});
    }
    if (!std::ranges::is_sorted(order_, {}, &Place::key)) {
        std::ranges::sort(order_, {}, &Place::key);
    }
}

std::size_t RecordFinder::find(std::int32_t writer, std::int64_t seq) const
{
    auto const key = std::pair{writer, seq};
    auto const at = std::ranges::lower_bound(order_, key, {}, &Place::key);
    return at != order_.end() && at->key() == key ? at->index : order_.size();
}

}  // namespace upbeat::voting
