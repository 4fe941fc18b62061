#include <upbeat/domain/voting/voting_projection.hpp>

#include <algorithm>
#include <utility>

#include <upbeat/domain/voting/digest.hpp>

namespace upbeat::voting {
namespace {

HourlyCell contribution(Hour hour, Direction direction, Weight weight, bool guest, int times)
{
    auto const step = static_cast<std::uint32_t>(times);
    return {
        .hour = hour,
        .up = direction == Direction::up ? step : 0,
        .down = direction == Direction::down ? step : 0,
        .guests = guest ? step : 0,
        .weighted = std::int64_t{weight.value} * sign(direction) * times,
    };
}

}  // namespace

VotingProjection::VotingProjection(Timestamp now) : charts_{hour_of(now)}, now_{now}
{
    networks_.start_day(day_of(now));
}

void VotingProjection::put_item(ItemFacts const& facts)
{
    auto const known = items_.find(facts.num);
    if (!loading_ && known && items_[*known].live()) {
        charts_.dismiss(*known, items_[*known].kind);
    }
    auto const slot = items_.put(facts);
    if (!loading_ && items_[slot].live()) {
        charts_.admit(items_, slot);
        charts_.settle(items_);
    }
}

void VotingProjection::put_voter(VoterFacts const& facts)
{
    voters_.put(facts);
}

void VotingProjection::adjust(ReputationAdjustment const& adjustment)
{
    if (adjustment.seq != 0 && !adjustments_.insert(adjustment.seq).second) {
        return;
    }
    voters_.obtain(adjustment.voter, adjustment.at).adjust(adjustment);
}

void VotingProjection::set_conduct(VoterNum voter, Conduct const& conduct, Timestamp now)
{
    voters_.obtain(voter, now).set_conduct(conduct);
}

void VotingProjection::remember(std::span<LedgerEntry const> entries)
{
    for (auto const& entry : entries) {
        if (auto const* const voter = voters_.find(entry.voter); voter != nullptr) {
            recent_.fold(entry, *voter);
        }
    }
}

// False if the entry has to wait.
bool VotingProjection::note_position(LedgerEntry const& entry)
{
    auto const [place, first] = positions_.try_emplace(entry.writer, entry.seq);
    if (!first) {
        place->second = std::max(place->second, entry.seq);
    }
    if (entry.at - now_ > kMostAhead) {
        ahead_.emplace(entry.position(), entry);
        return false;
    }
    return true;
}

bool VotingProjection::fold(LedgerEntry const& entry)
{
    if (!note_position(entry)) {
        auto const item = items_.find(entry.item);
        return item && items_.announced(*item);
    }
    auto const known = count(entry);
    charts_.settle(items_);
    return known;
}

void VotingProjection::fold(std::span<LedgerEntry const> entries)
{
    for (auto const& entry : entries) {
        if (note_position(entry)) {
            count(entry);
        }
    }
    charts_.settle(items_);
}

bool VotingProjection::count(LedgerEntry const& entry, Parts parts)
{
    auto const slot = items_.obtain(entry.item);
    last_at_ = std::max(last_at_, entry.at);
    ++entries_;
    if (!loading_) {
        charts_.advance(items_, hour_of(entry.at));
    }
    if (parts.network) {
        networks_.count(entry.spends_quota() ? entry.network : 0, entry.at);
    }
    if (parts.voter && !entry.is_guest()) {
        fold_voter(entry);
    }
    if (parts.item) {
        fold_item(entry, slot);
    }
    return items_.announced(slot);
}

bool VotingProjection::fold_parts(LedgerEntry const& entry, Parts parts)
{
    return note_position(entry) ? count(entry, parts) : true;
}

void VotingProjection::restore_totals(
    WriterPositions const& positions, std::uint64_t entries, Timestamp last_at
)
{
    positions_ = positions;
    entries_ = entries;
    last_at_ = last_at;
}

Slot VotingProjection::restore_item(
    ItemNum num, Tally const& tally, HourlyCells cells, std::uint32_t version
)
{
    auto const slot = items_.obtain(num);
    auto& record = items_[slot];
    record.tally = tally;
    record.cells = std::move(cells);
    record.version = version;
    return slot;
}

Slot VotingProjection::restore_voter(VoterStanding const& standing)
{
    auto const& facts = standing.facts();
    auto restored = standing;
    restored.set_conduct(voters_.obtain(facts.num, facts.created_at).conduct());
    voters_.replace(restored);
    return *voters_.slot_of(facts.num);
}

void VotingProjection::restore_network(std::int32_t day, std::uint64_t network, std::uint32_t count)
{
    networks_.restore(day, network, count);
}

void VotingProjection::fold_voter(LedgerEntry const& entry)
{
    auto& standing = voters_.obtain(entry.voter, entry.at);
    if (standing.comes_late(entry)) {
        late_.push_back(entry.voter);
    }
    standing.fold(entry);
    if (!loading_) {
        recent_.fold(entry, standing);
    }
}

std::vector<VoterNum> VotingProjection::take_late_voters()
{
    auto taken = std::exchange(late_, {});
    std::ranges::sort(taken);
    auto const twice = std::ranges::unique(taken);
    taken.erase(twice.begin(), twice.end());
    return taken;
}

bool VotingProjection::has_folded(LedgerEntry const& entry) const
{
    auto const place = positions_.find(entry.writer);
    return place != positions_.end() && entry.seq <= place->second &&
           !ahead_.contains(entry.position());
}

bool VotingProjection::replace_voter(VoterNum voter, VoterPast const& past)
{
    auto const* const known = voters_.find(voter);
    if (known == nullptr) {
        return false;
    }
    VoterStanding fresh{known->facts()};
    fresh.set_conduct(known->conduct());
    auto next = past.adjustments.begin();
    for (auto const& entry : past.entries) {
        if (entry.is_guest() || !has_folded(entry)) {
            continue;
        }
        for (; next != past.adjustments.end() && next->at <= entry.at; ++next) {
            fresh.adjust(*next);
        }
        fresh.fold(entry);
    }
    for (; next != past.adjustments.end(); ++next) {
        fresh.adjust(*next);
    }
    if (fresh.folded() != known->folded() || fresh.adjustment() != known->adjustment()) {
        return false;
    }
    voters_.replace(fresh);
    return true;
}

void VotingProjection::fold_item(LedgerEntry const& entry, Slot slot)
{
    if (entry.replaces_vote()) {
        apply(
            slot,
            hour_of(entry.prior_at),
            entry.prior_direction,
            entry.prior_weight,
            entry.replaces_guest(),
            -1
        );
    }
    if (entry.stands()) {
        apply(
            slot, hour_of(entry.counted_at()), entry.direction, entry.weight, entry.is_guest(), 1
        );
    }
    ++items_[slot].version;
}

void VotingProjection::apply(
    Slot slot, Hour hour, Direction direction, Weight weight, bool guest, int times
)
{
    auto& record = items_[slot];
    if (times > 0) {
        record.tally.add(direction, weight, guest);
    } else {
        record.tally.take_back(direction, weight, guest);
    }
    if (direction == Direction::abstain) {
        return;
    }
    auto const delta = contribution(hour, direction, weight, guest, times);
    if (!loading_ && record.live()) {
        charts_.shift(items_, slot, delta);
    } else {
        record.cells.apply(delta);
    }
}

void VotingProjection::advance(Timestamp now)
{
    now_ = std::max(now_, now);
    while (!ahead_.empty() && ahead_.begin()->second.at - now_ <= kMostAhead) {
        count(ahead_.extract(ahead_.begin()).mapped());
    }
    if (!loading_) {
        charts_.settle(items_);
        charts_.advance(items_, hour_of(now_));
        networks_.start_day(day_of(now_));
    }
}

void VotingProjection::begin_load()
{
    loading_ = true;
}

void VotingProjection::finish_load(Timestamp now, Charts::Spread const& spread)
{
    advance(now);
    loading_ = false;
    charts_.rebuild(items_, std::max({hour_of(now), hour_of(last_at_), charts_.hour()}), spread);
    networks_.start_day(day_of(start_of_hour(charts_.hour())));
}

std::uint64_t VotingProjection::digest() const
{
    std::uint64_t items = 0;
    for (Slot slot = 0; slot < items_.size(); ++slot) {
        auto const& record = items_[slot];
        auto const& tally = record.tally;
        Digest digest;
        digest.add(record.num.value).add(record.owner.value).add(to_micros(record.created_at));
        digest.add(static_cast<std::uint32_t>(record.status));
        digest.add(tally.up).add(tally.down).add(tally.abstain).add(tally.guests);
        digest.add(tally.weighted).add(tally.weights);
        for (auto const& cell : record.cells.all()) {
            digest.add(cell.hour).add(cell.up).add(cell.down).add(cell.guests).add(cell.weighted);
        }
        items += digest.value();
    }
    std::uint64_t voters = 0;
    voters_.each([&](VoterStanding const& standing) { voters += standing.digest(); });
    std::uint64_t ahead = 0;
    for (auto const& [position, entry] : ahead_) {
        ahead += Digest{}.add(position.writer).add(position.seq).value();
    }
    return Digest{}
        .add(items)
        .add(voters)
        .add(networks_.digest())
        .add(charts_.digest(items_))
        .add(to_micros(last_at_))
        .add(entries_)
        .add(ahead)
        .value();
}

}  // namespace upbeat::voting
