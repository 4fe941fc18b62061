#include <upbeat/domain/voting/newcomer_share.hpp>

#include <algorithm>

#include <upbeat/domain/voting/quota.hpp>

namespace upbeat::voting {
namespace {

constexpr std::int64_t kFull = 10'000;

}  // namespace

void NewcomerShares::meet(VoterNum voter, Timestamp registered_at)
{
    auto const place = std::pair{registered_at, voter};
    auto const full = founders_.size() == kFounders;
    if (full && founders_.back() <= place) {
        return;
    }
    auto const at = std::ranges::lower_bound(founders_, place);
    if (at != founders_.end() && *at == place) {
        return;
    }
    founders_.insert(at, place);
    if (full) {
        founders_.pop_back();
    }
}

bool NewcomerShares::is_newcomer(Timestamp registered_at, Timestamp at) const
{
    auto const founded = founders_.size() == kFounders ? founders_.back().first : at;
    auto const half_of_life = std::max((at - founded) / 2, std::chrono::microseconds{0});
    return at - registered_at < std::min<std::chrono::microseconds>(rule_.age, half_of_life);
}

void NewcomerShares::fold(LedgerEntry const& entry, Timestamp registered_at)
{
    if (entry.is_guest() || entry.flags.has(EntryFlags::kNewcomerShare) ||
        entry.reason == Reason::restored) {
        return;  // what follows from this rule, or from somebody who knows better
    }
    meet(entry.voter, registered_at);
    auto const day = day_of(entry.at);
    if (day > day_) {
        std::erase_if(items_, [day](auto const& held) { return held.second.day + 1 < day; });
        day_ = day;
    }
    auto& item = items_[entry.item];
    start_day(item, day);
    take_back(item, entry, registered_at);
    count(item, entry, registered_at);
    admit_waiting(entry.item, item);
}

void NewcomerShares::start_day(Item& item, std::int32_t day)
{
    if (day > item.day) {
        auto const before = day == item.day + 1 ? item.established : 0;
        item = Item{.day = day, .established_before = before};
    }
}

void NewcomerShares::take_back(Item& item, LedgerEntry const& entry, Timestamp registered_at) const
{
    if (entry.revision == 0 || day_of(entry.prior_at) != item.day) {
        return;
    }
    // What another rule takes out stays that rule's business: it is put back by nobody here.
    auto const removed = remove(item, entry.voter, entry.reason == Reason::quarantined);
    if (!removed && entry.replaces_vote() && entry.prior_direction != Direction::abstain &&
        !is_newcomer(registered_at, entry.prior_at)) {
        item.established -= entry.prior_weight.value;
    }
}

void NewcomerShares::count(Item& item, LedgerEntry const& entry, Timestamp registered_at)
{
    if (!entry.stands() || entry.direction == Direction::abstain) {
        return;
    }
    if (!is_newcomer(registered_at, entry.at)) {
        item.established += entry.weight.value;
        return;
    }
    item.newcomers.push_back({entry.voter, entry.weight.value});
    auto const others_wait = item.waiting_from + 1 < item.newcomers.size();
    if (others_wait || item.admitted + entry.weight.value > room(item)) {
        changes_.push_back({entry.item, entry.voter, true});
    } else {
        item.admitted += entry.weight.value;
        ++item.waiting_from;
    }
}

std::int64_t NewcomerShares::room(Item const& item) const
{
    auto const established = std::max(item.established, item.established_before);
    return rule_.base + established * rule_.ratio / kFull;
}

void NewcomerShares::admit_waiting(ItemNum num, Item& item)
{
    while (item.waiting_from < item.newcomers.size()) {
        auto const& next = item.newcomers[item.waiting_from];
        if (item.admitted + next.weight > room(item)) {
            return;
        }
        item.admitted += next.weight;
        ++item.waiting_from;
        changes_.push_back({num, next.voter, false});
    }
}

bool NewcomerShares::remove(Item& item, VoterNum voter, bool only_admitted)
{
    auto const found = std::ranges::find(item.newcomers, voter, &Vote::voter);
    if (found == item.newcomers.end()) {
        return false;
    }
    auto const place = static_cast<std::size_t>(found - item.newcomers.begin());
    if (place < item.waiting_from) {
        item.admitted -= found->weight;
        --item.waiting_from;
    } else if (only_admitted) {
        return true;
    }
    item.newcomers.erase(found);
    return true;
}

}  // namespace upbeat::voting
