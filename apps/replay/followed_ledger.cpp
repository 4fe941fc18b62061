#include <upbeat/apps/replay/followed_ledger.hpp>

#include <span>

namespace upbeat::apps {
namespace {

using voting::VotingProjection;

// Whether the projection has the facts that say where an item is listed.
bool knows(VotingProjection const& projection, voting::ItemFacts const& facts)
{
    auto const& items = projection.items();
    auto const slot = items.find(facts.num);
    return slot && items.announced(*slot) && items[*slot].status == facts.status;
}

}  // namespace

std::vector<voting::LedgerEntry> FollowedLedger::news() const
{
    auto const positions = read([](VotingProjection const& p) { return p.positions(); });
    auto news = std::vector<voting::LedgerEntry>{};
    parts_.ledger.follow(positions, [&](std::span<voting::LedgerEntry const> batch) {
        news.insert(news.end(), batch.begin(), batch.end());
        return true;
    });
    return news;
}

void FollowedLedger::fold(std::vector<voting::LedgerEntry> const& entries)
{
    parts_.state.fold(entries, parts_.clock.now());
}

void FollowedLedger::learn_items()
{
    parts_.items.each([&](voting::ItemFacts const& facts) {
        if (!read([&](VotingProjection const& p) { return knows(p, facts); })) {
            parts_.state.put_item(facts);
        }
    });
}

}  // namespace upbeat::apps
