#include <upbeat/application/voting/voting_state.hpp>

#include <chrono>
#include <thread>

namespace upbeat::voting {
namespace {

// A million items take about two minutes of ticks, a quarter of a second apart.
constexpr std::chrono::minutes kWorkAhead{15};
constexpr std::size_t kItemsAPiece = 64;  // a fraction of a millisecond
constexpr int kPieces = 64;
constexpr std::chrono::milliseconds kBetweenPieces{1};

}  // namespace

void VotingState::fold(std::span<LedgerEntry const> entries, Timestamp now)
{
    write([&](VotingProjection& projection) {
        projection.advance(now);
        projection.fold(entries);
        for (auto const& entry : entries) {
            if (auto const slot = projection.items().find(entry.item)) {
                touched_.note(*slot, entry.at);
            }
        }
    });
    if (witness_) {
        witness_(entries);
    }
}

// Asked every quarter of a second and nearly always in vain, so not under the exclusive lock.
std::vector<VoterNum> VotingState::take_late_voters()
{
    auto const any = read([](VotingProjection const& p) { return p.has_late_voters(); });
    return any ? write([](VotingProjection& p) { return p.take_late_voters(); })
               : std::vector<VoterNum>{};
}

void VotingState::put_item(ItemFacts const& facts)
{
    write([&](VotingProjection& projection) {
        projection.put_item(facts);
        // It may have had votes before it was known here, or be live or hidden from now on.
        auto const slot = projection.items().find(facts.num);
        if (slot && projection.items()[*slot].version > 0) {
            touched_.note(*slot, {});
        }
    });
}

void VotingState::put_voter(VoterFacts const& facts)
{
    write([&](VotingProjection& projection) { projection.put_voter(facts); });
}

TouchedItems::Batch VotingState::take_touched()
{
    if (touched_.empty()) {
        return {};
    }
    std::unique_lock const lock{mutex_};
    return touched_.take();
}

void VotingState::tick(Timestamp now)
{
    if (hour_of(now) > hour()) {
        auto const spent = write([now](VotingProjection& projection) {
            projection.advance(now);
            return projection.take_spent();
        });  // freed here, after the lock
    }
    if (start_of_hour(hour() + 1) - now <= kWorkAhead) {
        prepare_next_hour();
    }
}

// In pieces, so that nobody waits for more than one of them.
void VotingState::prepare_next_hour()
{
    if (read([](VotingProjection const& p) { return p.next_hour_is_ready(); })) {
        return;
    }
    for (int piece = 0; piece < kPieces; ++piece) {
        {
            std::unique_lock const lock{mutex_};
            if (projection_.prepare_next_hour(kItemsAPiece)) {
                return;
            }
        }
        std::this_thread::sleep_for(kBetweenPieces);
    }
}

std::uint32_t VotingState::item_version(ItemNum item) const
{
    return read([item](VotingProjection const& projection) {
        auto const slot = projection.items().find(item);
        return slot ? projection.items()[*slot].version : 0U;
    });
}

void VotingState::raise()
{
    hour_.store(projection_.hour(), std::memory_order_release);
    version_.fetch_add(1, std::memory_order_acq_rel);
}

}  // namespace upbeat::voting
