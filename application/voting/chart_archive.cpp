#include <upbeat/application/voting/chart_archive.hpp>

#include <algorithm>
#include <exception>
#include <utility>

#include <upbeat/application/voting/chart_lines.hpp>

namespace upbeat::voting {
namespace {

// Facts are taken from the state in portions, so that votes never wait long for the lock.
constexpr std::size_t kPortion = 4'096;
// A status is written within a transaction that began earlier.
constexpr std::chrono::minutes kLongestTransaction{10};
constexpr std::chrono::seconds kBetweenLooks{15};

using Steady = std::chrono::steady_clock;

}  // namespace

ChartArchive::ChartArchive(ArchivePorts const& ports, ArchiveLimits const& limits)
    : ports_{ports}, limits_{limits}
{
}

Result<ChartPage> ChartArchive::top(Period period, ChartFilter const& filter, Timestamp at)
{
    PastFilter past{.period = period, .kind = filter.kind};
    past.limit = std::min(filter.limit, kChartSize);
    past.min_votes = filter.min_votes;
    if (filter.genre) {
        past.only.emplace();
        ports_.state.read([&](VotingProjection const& projection) {
            auto const& items = projection.items();
            for (auto const kind : {ItemKind::track, ItemKind::tool}) {
                if (auto const label = items.label(*filter.genre)) {
                    for (auto const slot : items.labelled(kind, Facet::genre, *label)) {
                        past.only->insert(items[slot].num);
                    }
                }
            }
        });
    }
    ChartPage page{.updated_at = at, .at = at};
    auto table = read(at, [&](ChartHistory const& history) -> Result<ChartTable> {
        return history.chart(past, at);
    });
    if (!table) {
        return fail(table.error());
    }
    page.table = std::move(*table);
    page.lines = with_cards<ChartLine>(ports_.cards, std::move(page.table.rows));
    page.table.rows.clear();
    std::vector<ItemCard*> cards;
    for (auto& line : page.lines) {
        cards.push_back(&line.card);
    }
    withhold(cards);
    return page;
}

Result<TrendingPage> ChartArchive::trending(std::size_t limit, Timestamp at)
{
    TrendingPage page{.updated_at = at, .at = at};
    auto rows = read(at, [&](ChartHistory const& history) -> Result<PastTrending> {
        return history.trending(limit, at);
    });
    if (!rows) {
        return fail(rows.error());
    }
    page.tracks = with_cards<TrendingLine>(ports_.cards, std::move(rows->tracks));
    page.tools = with_cards<TrendingLine>(ports_.cards, std::move(rows->tools));
    std::vector<ItemCard*> cards;
    for (auto* const lines : {&page.tracks, &page.tools}) {
        for (auto& line : *lines) {
            cards.push_back(&line.card);
        }
    }
    withhold(cards);
    return page;
}

// What is not shown any more keeps its place, and nothing else but its id.
void ChartArchive::withhold(std::vector<ItemCard*> const& cards) const
{
    ports_.state.read([&](VotingProjection const& projection) {
        for (auto* const card : cards) {
            auto const slot = projection.items().find(card->num);
            if (slot && !projection.items()[*slot].live()) {
                *card = ItemCard{
                    .num = card->num,
                    .kind = card->kind,
                    .id = std::move(card->id),
                    .created_at = card->created_at,
                    .withheld = true
                };
            }
        }
    });
}

std::size_t ChartArchive::bytes() const
{
    std::shared_lock const lock{history_mutex_};
    return history_.votes() == 0 ? 0 : history_.bytes();
}

std::optional<Error> ChartArchive::prepare(Timestamp at)
{
    if (at > ports_.clock.now()) {
        return future_instant();
    }
    {
        std::unique_lock lock{mutex_};
        last_asked_ = Steady::now();
        if (auto error = wait_until_warm(lock)) {
            return error;
        }
    }
    return extend(at);
}

// Only one asker waits, so that the others' workers stay free.
std::optional<Error> ChartArchive::wait_until_warm(std::unique_lock<std::mutex>& lock)
{
    if (phase_ == Phase::cold) {
        phase_ = Phase::warming;
        if (!worker_.joinable()) {
            worker_ = std::jthread{[this](std::stop_token const& stop) { work(stop); }};
        }
        changed_.notify_all();
    }
    if (phase_ == Phase::warming && !somebody_waits_) {
        somebody_waits_ = true;
        changed_.wait_for(lock, limits_.patience, [&] { return phase_ != Phase::warming; });
        somebody_waits_ = false;
    }
    switch (phase_) {
        case Phase::warm: return std::nullopt;
        case Phase::too_large: return history_too_large();
        case Phase::cold:
        case Phase::warming: break;
    }
    return history_warming();
}

// Makes the history when it is wanted, and drops it when it is not.
void ChartArchive::work(std::stop_token const& stop)
{
    std::unique_lock lock{mutex_};
    while (changed_.wait(lock, stop, [this] { return phase_ == Phase::warming; })) {
        lock.unlock();
        auto const outcome = try_to_build(stop);
        lock.lock();
        phase_ = outcome;
        changed_.notify_all();
        while (phase_ != Phase::warming && phase_ != Phase::cold && !stop.stop_requested()) {
            changed_.wait_for(lock, stop, kBetweenLooks, [] { return false; });
            lock.unlock();
            drop_if_idle(Steady::now());
            lock.lock();
        }
    }
}

ChartArchive::Phase ChartArchive::try_to_build(std::stop_token const& stop)
{
    try {
        return build(stop) ? Phase::warm : Phase::too_large;
    } catch (std::exception const&) {
        // The storage does not answer. Whoever asks next begins anew.
        return Phase::cold;
    }
}

void ChartArchive::drop_if_idle(Steady::time_point now)
{
    std::lock_guard const extending{extend_mutex_};
    std::lock_guard const lock{mutex_};
    if (phase_ == Phase::warming || phase_ == Phase::cold || now - last_asked_ < limits_.idle) {
        return;
    }
    drop(Phase::cold);
}

// With extend_mutex_ and mutex_ held.
void ChartArchive::drop(Phase next)
{
    phase_ = next;
    std::unique_lock const lock{history_mutex_};
    history_ = {};
    ready_ = false;
}

bool ChartArchive::build(std::stop_token const& stop)
{
    std::lock_guard const extending{extend_mutex_};
    auto const began = ports_.clock.now();
    ChartHistory fresh;
    items_seen_ = 0;
    unannounced_.clear();
    learn_items(fresh);
    note_statuses(fresh, ports_.statuses.since(from_micros(0)));
    for (auto const& [voter, when] : ports_.ledger.flagged()) {
        fresh.flag(voter, when);
    }
    auto const expected = ports_.state.read([](VotingProjection const& p) { return p.entries(); });
    fresh.reserve(std::min<std::size_t>(expected + expected / 50, limits_.memory / 16));
    bool fits = true;
    positions_ = ports_.ledger.read({}, [&](std::span<LedgerEntry const> entries) {
        fresh.take(entries);
        fits = fresh.bytes() <= limits_.memory;
        return fits && !stop.stop_requested();
    });
    if (!fits || stop.stop_requested()) {
        return false;
    }
    fresh.settle();
    extended_at_ = began;
    std::unique_lock const lock{history_mutex_};
    history_ = std::move(fresh);
    ready_ = true;
    return true;
}

// Reads on if something about that instant may have been written since the last time. A history
// that grew too large by that is dropped.
std::optional<Error> ChartArchive::extend(Timestamp at)
{
    std::lock_guard const extending{extend_mutex_};
    auto const began = ports_.clock.now();
    if (!ready_ || (at + kSettled < extended_at_ && began - extended_at_ < kSettled)) {
        return std::nullopt;
    }
    std::vector<LedgerEntry> news;
    auto positions = ports_.ledger.read(positions_, [&](std::span<LedgerEntry const> entries) {
        news.insert(news.end(), entries.begin(), entries.end());
        return true;
    });
    auto const changes = ports_.statuses.since(statuses_until_ - kLongestTransaction);
    take(news, changes);
    positions_ = std::move(positions);
    extended_at_ = began;
    if (history_.bytes() <= limits_.memory) {
        return std::nullopt;
    }
    std::lock_guard const lock{mutex_};
    // A new one whose making is not yet told is left to the next asker.
    if (phase_ == Phase::warm) {
        drop(Phase::too_large);
    }
    return history_too_large();
}

void ChartArchive::take(
    std::vector<LedgerEntry> const& news, std::vector<StatusChange> const& changes
)
{
    std::unique_lock const lock{history_mutex_};
    learn_items(history_);
    note_statuses(history_, changes);
    for (auto const& entry : news) {
        if (entry.flags.has(EntryFlags::kFlagged)) {
            history_.flag(entry.voter, entry.at);
        }
    }
    history_.take(news);
    history_.settle();
}

// What the state knows by number alone, from a vote, is asked for again until it is announced.
void ChartArchive::learn_items(ChartHistory& history)
{
    auto unannounced = std::exchange(unannounced_, {});
    std::vector<ItemFacts> facts;
    std::size_t asked = 0;
    bool more = true;
    while (more) {
        facts.clear();
        ports_.state.read([&](VotingProjection const& projection) {
            auto const& items = projection.items();
            auto const look = [&](Slot slot) {
                auto const& record = items[slot];
                if (!items.announced(slot)) {
                    unannounced_.push_back(slot);
                    return;
                }
                facts.push_back({.num = record.num, .kind = record.kind});
                facts.back().created_at = record.created_at;
                facts.back().id = items.id(slot);
            };
            for (; asked < unannounced.size(); ++asked) {
                look(unannounced[asked]);
            }
            for (; items_seen_ < items.size() && facts.size() < kPortion; ++items_seen_) {
                look(static_cast<Slot>(items_seen_));
            }
            more = items_seen_ < items.size();
        });
        std::ranges::for_each(facts, [&](ItemFacts const& each) { history.learn(each); });
    }
}

void ChartArchive::note_statuses(ChartHistory& history, std::vector<StatusChange> const& changes)
{
    for (auto const& change : changes) {
        history.set_status(change.item, change.at, change.number, change.status);
        statuses_until_ = std::max(statuses_until_, change.at);
    }
}

}  // namespace upbeat::voting
