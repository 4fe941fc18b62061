#include <upbeat/apps/demo/demo_votes.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>
#include <utility>

namespace upbeat::apps {
namespace {

using namespace std::chrono_literals;

constexpr auto kWindow = std::chrono::microseconds{720h};
constexpr double kHeadStart = 0.03;

// SplitMix64's mixer: a number that looks random and depends on nothing but its argument.
std::uint64_t mixed(std::uint64_t number)
{
    number += 0x9E3779B97F4A7C15U;
    number = (number ^ (number >> 30U)) * 0xBF58476D1CE4E5B9U;
    number = (number ^ (number >> 27U)) * 0x94D049BB133111EBU;
    return number ^ (number >> 31U);
}

// The same as a share, 0 <= x < 1.
double share(std::uint64_t number)
{
    return static_cast<double>(mixed(number) >> 11U) * 0x1.0p-53;
}

// How readily an item is voted on: a few are everybody's, most are hardly anybody's.
double popularity(std::uint64_t seed, ItemNum item)
{
    auto const luck = share(seed ^ (static_cast<std::uint64_t>(item.value) * 0x9E3779B97F4A7C15U));
    return 0.05 + 0.95 * luck * luck * luck;
}

Direction direction(std::uint64_t seed, ItemNum item, std::uint64_t pair)
{
    auto const quality = 0.5 + 0.45 * share(seed + 7 * static_cast<std::uint64_t>(item.value));
    auto const opinion = share(seed * 31 + pair);
    if (opinion > 0.97) {
        return Direction::abstain;
    }
    return opinion < quality ? Direction::up : Direction::down;
}

}  // namespace

// Collects records and hands them on when there are enough.
class DemoVotes::Batch {
   public:
    explicit Batch(Take const& take) : take_{take} { records_.reserve(kBatch); }

    void add(voting::LedgerRecord record)
    {
        records_.push_back(std::move(record));
        ++count_;
        if (records_.size() == kBatch) {
            flush();
        }
    }
    void flush()
    {
        if (!records_.empty()) {
            take_(records_);
            records_.clear();
        }
    }
    std::int64_t count() const { return count_; }

   private:
    Take const& take_;
    std::vector<voting::LedgerRecord> records_;
    std::int64_t count_ = 0;
};

DemoVotes::DemoVotes(
    std::vector<DemoItem> items, std::vector<VoterNum> voters, DemoSpread const& spread
)
    : items_{std::move(items)}, voters_{std::move(voters)}, spread_{spread}
{
    auto const older = [](DemoItem const& a, DemoItem const& b) {
        return std::pair{a.created_at, a.num} < std::pair{b.created_at, b.num};
    };
    std::ranges::sort(items_, older);
    std::ranges::sort(voters_);
}

std::int64_t DemoVotes::pairs() const
{
    return static_cast<std::int64_t>(items_.size() * voters_.size());
}

// The stream passes over pairs whose item did not exist yet or is not popular: a tenth is safe.
std::int64_t DemoVotes::possible() const
{
    return std::min(spread_.votes, pairs() <= kSorted ? pairs() : pairs() / 10);
}

std::int64_t DemoVotes::plausible(std::size_t items, std::size_t voters)
{
    auto const pairs = static_cast<std::int64_t>(items * voters);
    return pairs <= kSorted ? pairs * 35 / 100 : pairs / 100;
}

voting::LedgerRecord DemoVotes::record(std::uint64_t pair, Timestamp at, std::int64_t seq) const
{
    auto const& item = items_[pair / voters_.size()];
    auto record = voting::LedgerRecord{};
    auto& entry = record.entry;
    entry.item = item.num;
    entry.voter = voters_[pair % voters_.size()];
    entry.direction = direction(spread_.seed, item.num, pair);
    entry.source = voting::VoteSource::bootstrap;
    entry.weight = voting::kFloorWeight;
    entry.at = at;
    entry.writer = spread_.writer;
    entry.seq = seq;
    entry.flags.set_platform(item.platform);
    return record;
}

void DemoVotes::each_batch(Take const& take) const
{
    auto batch = Batch{take};
    if (pairs() > 0) {
        pairs() <= kSorted ? sorted(batch) : streamed(batch);
    }
    batch.flush();
}

// Draws without replacement, popular items more easily, gives each vote an instant between its
// item's first day and now, and sorts by it.
void DemoVotes::sorted(Batch& batch) const
{
    auto drawn = std::vector<std::pair<double, std::uint64_t>>{};
    for (auto pair = std::uint64_t{}; pair < static_cast<std::uint64_t>(pairs()); ++pair) {
        auto const weight = popularity(spread_.seed, items_[pair / voters_.size()].num);
        drawn.emplace_back(std::log(share(spread_.seed ^ mixed(pair)) + 1e-18) / weight, pair);
    }
    std::ranges::sort(drawn, std::greater{});
    drawn.resize(static_cast<std::size_t>(possible()));

    auto timed = std::vector<std::pair<Timestamp, std::uint64_t>>{};
    for (auto const& [key, pair] : drawn) {
        auto const from = std::max(items_[pair / voters_.size()].created_at, spread_.now - kWindow);
        auto const room = std::max(spread_.now - from, std::chrono::microseconds{0});
        auto const passed = share(spread_.seed * 17 + pair) * static_cast<double>(room.count());
        timed.emplace_back(
            from + std::chrono::microseconds{static_cast<std::int64_t>(passed)}, pair
        );
    }
    std::ranges::sort(timed);
    for (auto const& [at, pair] : timed) {
        batch.add(record(pair, at, batch.count() + 1));
    }
}

// Steps through all pairs in an order that visits each once, and lets time pass with what it takes.
void DemoVotes::streamed(Batch& batch) const
{
    auto const all = static_cast<std::uint64_t>(pairs());
    auto const wanted = possible();
    auto step = static_cast<std::uint64_t>(static_cast<double>(all) * 0.6180339887498949) | 1U;
    while (std::gcd(step, all) != 1) {
        step += 2;
    }
    auto pair = mixed(spread_.seed) % all;
    for (auto seen = std::uint64_t{}; seen < all && batch.count() < wanted; ++seen) {
        pair = (pair + step) % all;
        auto const& item = items_[pair / voters_.size()];
        auto const share_done = static_cast<double>(batch.count()) / static_cast<double>(wanted);
        // Not from the first instant of the window: nothing had been published then.
        auto const passed = kHeadStart + (1 - kHeadStart) * share_done;
        auto const at = spread_.now - kWindow +
                        std::chrono::microseconds{
                            static_cast<std::int64_t>(passed * static_cast<double>(kWindow.count()))
                        };
        if (item.created_at <= at &&
            share(spread_.seed ^ mixed(pair)) < popularity(spread_.seed, item.num)) {
            batch.add(record(pair, at, batch.count() + 1));
        }
    }
}

}  // namespace upbeat::apps
