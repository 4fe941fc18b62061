#include <upbeat/tests/support/program/vote_book.hpp>

#include <algorithm>

namespace upbeat::testing {
namespace {

std::string text_of(Pair const& pair)
{
    return pair.agent + " on " + pair.item;
}

}  // namespace

void VoteBook::sending(Pair const& pair, Standing wanted)
{
    std::scoped_lock const lock{mutex_};
    auto& known = pairs_[pair];
    known.sent.insert(wanted);
    known.open.push_back(wanted);
    ++known.requests;
}

void VoteBook::answered(Pair const& pair, Standing wanted, Fate fate, std::string const& id)
{
    std::scoped_lock const lock{mutex_};
    auto& known = pairs_[pair];
    switch (fate) {
        case Fate::open: return;
        case Fate::refused:
            known.open.pop_back();
            --known.requests;
            return;
        case Fate::acknowledged:
            known.open.clear();
            known.acknowledged = wanted;
            ++acknowledged_;
            if (!id.empty()) {
                known.ids.insert(id);
                fresh_ids_.push_back(id);
            }
            return;
    }
}

bool VoteBook::is_open(Pair const& pair) const
{
    std::scoped_lock const lock{mutex_};
    auto const found = pairs_.find(pair);
    return found != pairs_.end() && !found->second.open.empty();
}

Standing VoteBook::standing(Pair const& pair) const
{
    std::scoped_lock const lock{mutex_};
    auto const found = pairs_.find(pair);
    return found == pairs_.end() ? 0 : found->second.acknowledged;
}

std::size_t VoteBook::acknowledged() const
{
    std::scoped_lock const lock{mutex_};
    return acknowledged_;
}

std::size_t VoteBook::open() const
{
    std::scoped_lock const lock{mutex_};
    return static_cast<std::size_t>(std::ranges::count_if(pairs_, [](auto const& entry) {
        return !entry.second.open.empty();
    }));
}

std::vector<std::string> VoteBook::take_ids()
{
    std::scoped_lock const lock{mutex_};
    return std::exchange(fresh_ids_, {});
}

void VoteBook::complain(std::string line)
{
    std::scoped_lock const lock{mutex_};
    complaints_.push_back(std::move(line));
}

std::vector<std::string> VoteBook::compare(std::vector<LedgerRow> const& ledger)
{
    std::scoped_lock const lock{mutex_};
    std::map<Pair, std::vector<LedgerRow>> by_pair;
    for (auto const& row : ledger) {
        by_pair[row.pair].push_back(row);
    }
    for (auto& [pair, rows] : by_pair) {
        std::ranges::sort(rows, {}, &LedgerRow::revision);
        if (!pairs_.contains(pair)) {
            complaints_.push_back("nobody sent the vote of " + text_of(pair));
        }
    }
    for (auto& [pair, known] : pairs_) {
        compare_pair(pair, known, by_pair[pair]);
    }
    return std::exchange(complaints_, {});
}

void VoteBook::compare_pair(Pair const& pair, Known& known, std::vector<LedgerRow> const& rows)
{
    auto const complain_of = [&](std::string const& what) {
        complaints_.push_back(what + ": " + text_of(pair));
    };
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].revision != static_cast<int>(i)) {
            complain_of("a revision is missing or there twice");
        }
        if (!known.sent.contains(rows[i].direction)) {
            complain_of("stands in a direction that nobody sent");
        }
    }
    if (rows.size() > known.requests) {
        complain_of("has more entries than requests");
    }
    if (rows.size() < known.ids.size()) {
        complain_of("an acknowledged entry is lost");
    }
    auto const stands = rows.empty() ? 0 : rows.back().direction;
    if (stands != known.acknowledged && std::ranges::find(known.open, stands) == known.open.end()) {
        complain_of("does not stand as it was acknowledged");
    }
    known.acknowledged = stands;
    known.open.clear();
    known.requests = rows.size();
}

}  // namespace upbeat::testing
