#include <upbeat/infrastructure/voting/ledger_merge.hpp>

#include <algorithm>
#include <limits>
#include <utility>

#include <upbeat/infrastructure/voting/entry_row.hpp>
#include <upbeat/infrastructure/voting/ledger_statements.hpp>

namespace upbeat::voting {
namespace {

constexpr std::size_t kHandOver = 8'192;
constexpr auto kBeforeAll = std::numeric_limits<std::int32_t>::min();
constexpr auto kEarliest = std::numeric_limits<std::int64_t>::min();

auto const later_head = [](auto const& a, auto const& b) {
    return a.head().position() > b.head().position();
};

}  // namespace

LedgerMerge::LedgerMerge(sql::Session& session, std::optional<LedgerPosition> after)
    : session_{session}, after_{after}
{
    find_writers({});
}

LedgerMerge::LedgerMerge(sql::Session& session, WriterPositions const& after)
    : session_{session}, after_{}
{
    find_writers(after);
}

void LedgerMerge::run(Ledger::Visit const& visit)
{
    std::ranges::make_heap(streams_, later_head);
    while (!streams_.empty()) {
        std::ranges::pop_heap(streams_, later_head);
        auto stream = std::move(streams_.back());
        streams_.pop_back();
        auto const before =
            streams_.empty() ? std::nullopt : std::optional{streams_.front().head().position()};
        take_run(stream, before);
        if (stream.empty()) {
            fill(stream);
        }
        if (!stream.empty()) {
            streams_.push_back(std::move(stream));
            std::ranges::push_heap(streams_, later_head);
        }
        if (ready_.size() >= kHandOver && !hand_over(visit)) {
            return;
        }
    }
    hand_over(visit);
}

void LedgerMerge::find_writers(WriterPositions const& after)
{
    auto writer = kBeforeAll;
    auto const next = [&] {
        return session_.maybe(sql_text::kNextWriter, {{"after", writer}}, entry_of);
    };
    for (auto first = next(); first; first = next()) {
        writer = first->writer;
        Stream stream{.writer = writer, .last = first->seq};
        if (auto const read = after.find(writer); read != after.end()) {
            stream.last = read->second;
            fill(stream);
        } else if (!after_ || first->position() > *after_) {
            stream.block.push_back(*first);
        } else {
            skip(stream);
        }
        if (!stream.empty()) {
            streams_.push_back(std::move(stream));
        }
    }
}

// Leaves out what lies at or before `after_`.
void LedgerMerge::skip(Stream& stream)
{
    do {
        fill(stream);
        while (!stream.empty() && stream.head().position() <= *after_) {
            ++stream.next;
        }
    } while (stream.empty() && !stream.ended);
}

void LedgerMerge::fill(Stream& stream)
{
    stream.block.clear();
    stream.next = 0;
    if (stream.ended) {
        return;
    }
    auto const since = after_ ? to_micros(after_->at) : kEarliest;
    session_.each(
        sql_text::kFollow,
        {{"writer", stream.writer}, {"after", stream.last}, {"since", since}, {"most", kBlock}},
        [&](sql::Row const& row) { stream.block.push_back(entry_of(row)); }
    );
    stream.ended = static_cast<std::int64_t>(stream.block.size()) < kBlock;
    if (!stream.block.empty()) {
        stream.last = stream.block.back().seq;
    }
}

void LedgerMerge::take_run(Stream& stream, std::optional<LedgerPosition> before)
{
    auto const begin = stream.block.begin() + static_cast<std::ptrdiff_t>(stream.next);
    auto end = stream.block.end();
    if (before && stream.block.back().position() > *before) {
        end = std::upper_bound(
            begin,
            end,
            *before,
            [](LedgerPosition const& position, LedgerEntry const& entry) {
                return position < entry.position();
            }
        );
    }
    ready_.insert(ready_.end(), begin, end);
    stream.next = static_cast<std::size_t>(end - stream.block.begin());
}

bool LedgerMerge::hand_over(Ledger::Visit const& visit)
{
    auto const go_on = ready_.empty() || visit(ready_);
    ready_.clear();
    return go_on;
}

}  // namespace upbeat::voting
