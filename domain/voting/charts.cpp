#include <upbeat/domain/voting/charts.hpp>

#include <algorithm>

#include <upbeat/domain/voting/digest.hpp>

namespace upbeat::voting {
namespace {

constexpr Hour kDay = 24;
constexpr Hour kLongest = 30 * 24;
constexpr std::array<Hour, 3> kWindowHours{kDay, 7 * 24, kLongest};

}  // namespace

// The order of yesterday does not know today's votes.
void Charts::release(ItemTable const& items, Slot slot, Hour earliest)
{
    for (std::size_t name = 0; name < kSets; ++name) {
        if (name != kYesterday || reaches_yesterday(earliest)) {
            erase(items, slot, name);
        }
    }
}

void Charts::settle(ItemTable const& items, Slot slot, Hour earliest)
{
    for (std::size_t name = 0; name < kSets; ++name) {
        if (name != kYesterday || reaches_yesterday(earliest)) {
            insert(items, slot, name);
        }
    }
}

void Charts::shift(ItemTable& items, Slot slot, HourlyCell const& delta)
{
    auto& record = items[slot];
    auto const before = record.cells.all();
    auto const newest = before.empty() ? delta.hour : before.back().hour;
    auto const count = before.size();
    if (record.cells.apply(delta)) {
        expect(slot, delta.hour);
    }
    auto const cells = record.cells.all();
    if (delta.hour < newest || cells.size() < count) {
        derive(items, slot);
        return;
    }
    // The usual case: all but the last term of the sum is as it was.
    if (cells.size() > count) {
        record.trending_prefix = record.trending;
    }
    if (!cells.empty()) {
        record.trending = record.trending_prefix + epoch_.score(cells.last(1));
    }
    for (std::size_t name = 0; name < kWindows; ++name) {
        if (delta.hour > hour_ - kWindowHours[name]) {
            windows(slot)[name].add(delta);
        }
    }
    if (reaches_yesterday(delta.hour)) {
        record.trending_before = record.trending;
    }
}

// Everything that the cells say about an item, from scratch.
void Charts::derive(ItemTable& items, Slot slot)
{
    auto& record = items[slot];
    auto const cells = record.cells.all();
    record.trending_prefix = epoch_.score(cells.first(cells.empty() ? 0 : cells.size() - 1));
    record.trending = cells.empty() ? 0 : record.trending_prefix + epoch_.score(cells.last(1));
    auto const old = cells.size() - record.cells.between(hour_ - kDay, hour_).size();
    record.trending_before = epoch_.score(cells.first(old));
    drop_windows(slot);
    if (record.cells.between(hour_ - kLongest, hour_).empty()) {
        return;
    }
    for (std::size_t name = 0; name < kWindows; ++name) {
        windows(slot)[name] = record.cells.sum(hour_ - kWindowHours[name], hour_);
    }
}

Charts::Windows& Charts::windows(Slot slot)
{
    if (slot >= window_of_.size()) {
        window_of_.resize(slot + 1, kNoWindows);
    }
    auto& place = window_of_[slot];
    if (place == kNoWindows) {
        if (free_windows_.empty()) {
            place = static_cast<std::uint32_t>(windows_.size());
            windows_.emplace_back();
        } else {
            place = free_windows_.back();
            free_windows_.pop_back();
            windows_[place] = {};
        }
    }
    return windows_[place];
}

void Charts::drop_windows(Slot slot)
{
    if (slot < window_of_.size() && window_of_[slot] != kNoWindows) {
        free_windows_.push_back(window_of_[slot]);
        window_of_[slot] = kNoWindows;
    }
}

void Charts::admit(ItemTable& items, Slot slot)
{
    derive(items, slot);
    for (auto const& cell : items[slot].cells.between(hour_ - kLongest, hour_)) {
        expect(slot, cell.hour);
    }
    for (std::size_t name = 0; name < kSets; ++name) {
        insert(items, slot, name);
    }
}

void Charts::dismiss(ItemTable const& items, Slot slot)
{
    for (std::size_t name = 0; name < kSets; ++name) {
        erase(items, slot, name);
    }
    drop_windows(slot);
}

void Charts::rebuild(ItemTable& items, Hour hour)
{
    hour_ = hour;
    epoch_ = TrendingEpoch::at(hour);
    std::array<std::array<std::vector<RankKey>, kSets>, 2> keys;
    windows_.clear();
    free_windows_.clear();
    window_of_.assign(items.size(), kNoWindows);
    std::ranges::for_each(calendar_, [](auto& slots) { slots.clear(); });
    for (Slot slot = 0; slot < items.size(); ++slot) {
        if (!items[slot].live()) {
            continue;
        }
        derive(items, slot);
        for (auto const& cell : items[slot].cells.between(hour_ - kLongest, hour_)) {
            expect(slot, cell.hour);
        }
        for (std::size_t name = 0; name < kSets; ++name) {
            if (auto const place = key(items, slot, name)) {
                keys[static_cast<std::size_t>(items[slot].kind)][name].push_back(*place);
            }
        }
    }
    for (std::size_t name = 0; name < kSets; ++name) {
        Ties const ties{this, &items, static_cast<Period>(std::min<std::size_t>(name, kAlltime))};
        for (auto const kind : {ItemKind::track, ItemKind::tool}) {
            set(kind, name)
                .assign(
                    std::move(keys[static_cast<std::size_t>(kind)][name]), tie_break(ties, name)
                );
        }
    }
}

void Charts::advance(ItemTable& items, Hour hour)
{
    if (hour <= hour_) {
        return;
    }
    if (hour - hour_ > kLongest || TrendingEpoch::at(hour) != epoch_) {
        rebuild(items, hour);
        return;
    }
    while (hour_ < hour) {
        step(items);
    }
}

void Charts::step(ItemTable& items)
{
    auto const next = hour_ + 1;
    for (std::size_t name = 0; name < kWindows; ++name) {
        leave_window(items, name, next - kWindowHours[name]);
    }
    enter_yesterday(items, next - kDay);
    calendar_[static_cast<std::size_t>(next - kLongest) % calendar_.size()].clear();
}

void Charts::leave_window(ItemTable const& items, std::size_t name, Hour hour)
{
    for (auto const slot : expected(hour)) {
        auto const* const cell = items[slot].cells.find(hour);
        if (cell == nullptr || !items[slot].live()) {
            continue;
        }
        erase(items, slot, name);
        windows(slot)[name].subtract(*cell);
        insert(items, slot, name);
        if (name + 1 == kWindows && windows(slot)[name].empty() &&
            windows(slot)[name].weighted == 0) {
            drop_windows(slot);
        }
    }
}

// Moves the clock as well: what counts as yesterday hangs on it. The keys of items that have no
// cell in `hour` are the same before and after.
void Charts::enter_yesterday(ItemTable& items, Hour hour)
{
    auto entering = expected(hour);
    std::erase_if(entering, [&](Slot slot) {
        return items[slot].cells.find(hour) == nullptr || !items[slot].live();
    });
    for (auto const slot : entering) {
        erase(items, slot, kYesterday);
    }
    ++hour_;
    for (auto const slot : entering) {
        auto& record = items[slot];
        record.trending_before += epoch_.score({record.cells.find(hour), 1});
        insert(items, slot, kYesterday);
    }
}

void Charts::expect(Slot slot, Hour hour)
{
    if (hour > hour_ - kLongest) {
        calendar_[static_cast<std::size_t>(hour) % calendar_.size()].push_back(slot);
    }
}

// Each slot once: one whose cell came, went and came again was noted twice.
std::vector<Slot> Charts::expected(Hour hour)
{
    auto& slots = calendar_[static_cast<std::size_t>(hour) % calendar_.size()];
    std::ranges::sort(slots);
    auto const twice = std::ranges::unique(slots);
    slots.erase(twice.begin(), twice.end());
    return slots;
}

std::uint64_t Charts::digest(ItemTable const& items) const
{
    Digest digest;
    digest.add(hour_);
    for (auto const& kind : sets_) {
        for (std::size_t name = 0; name < kSets; ++name) {
            std::uint64_t unordered = 0;
            digest.add(std::uint64_t{kind[name].size()});
            for (auto at = kind[name].from(0); !at.done(); at.next()) {
                auto const num = items[at.key().slot].num.value;
                // Slots break ties in the last set, and differ between nodes.
                if (name == kFewest) {
                    unordered += Digest{}.add(num).add(at.key().major).value();
                } else {
                    digest.add(num).add(at.key().major).add(at.key().minor);
                }
            }
            digest.add(unordered);
        }
    }
    return digest.value();
}

}  // namespace upbeat::voting
