#include <upbeat/application/voting/ledger.hpp>

#include <algorithm>
#include <iterator>
#include <map>

namespace upbeat::voting {

void Ledger::follow(WriterPositions const& after, Visit const& visit)
{
    scan(std::nullopt, [&](std::span<LedgerEntry const> batch) {
        std::vector<LedgerEntry> rest;
        std::ranges::copy_if(batch, std::back_inserter(rest), [&](LedgerEntry const& entry) {
            auto const place = after.find(entry.writer);
            return place == after.end() || entry.seq > place->second;
        });
        return rest.empty() || visit(rest);
    });
}

std::vector<LedgerEntry> Ledger::recent(Timestamp since, std::size_t most)
{
    std::vector<LedgerEntry> found;
    scan(LedgerPosition{.at = since}, [&](std::span<LedgerEntry const> batch) {
        found.insert(found.end(), batch.begin(), batch.end());
        return true;
    });
    if (found.size() > most) {
        found.erase(found.begin(), found.end() - static_cast<std::ptrdiff_t>(most));
    }
    return found;
}

OutOfCount Ledger::out_of_count(ItemNum item)
{
    std::map<VoterNum, LedgerEntry> latest;
    scan(std::nullopt, [&](std::span<LedgerEntry const> batch) {
        for (auto const& entry : batch) {
            if (entry.item == item) {
                auto& known = latest.try_emplace(entry.voter, entry).first->second;
                known = known.revision < entry.revision ? entry : known;
            }
        }
        return true;
    });
    OutOfCount out;
    for (auto const& [voter, entry] : latest) {
        out.quarantined += entry.reason == Reason::quarantined ? 1 : 0;
        out.voided += entry.reason == Reason::voided ? 1 : 0;
    }
    return out;
}

}  // namespace upbeat::voting
