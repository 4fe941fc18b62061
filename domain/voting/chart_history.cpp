#include <upbeat/domain/voting/chart_history.hpp>

#include <algorithm>
#include <iterator>
#include <limits>

#include <upbeat/domain/voting/voter_standing.hpp>

namespace upbeat::voting {
namespace {

bool in_order(PastVote const& a, PastVote const& b)
{
    return a.before(b);
}

}  // namespace

void ChartHistory::learn(ItemFacts const& facts)
{
    auto& item = items_[place_of(facts.num)];
    if (!item.known) {
        item.kind = facts.kind;
        item.known = true;
        item.created_at = facts.created_at;
        item.id = facts.id;
    }
}

bool ChartHistory::knows(ItemNum item) const
{
    auto const found = places_.find(item);
    return found != places_.end() && items_[found->second].known;
}

void ChartHistory::set_status(ItemNum item, Timestamp at, std::int64_t number, ItemStatus status)
{
    statuses_[place_of(item)].insert_or_assign({at, number}, status);
}

ChartHistory::Place ChartHistory::place_of(ItemNum item)
{
    auto const [found, fresh] = places_.try_emplace(item, static_cast<Place>(items_.size()));
    if (fresh) {
        items_.push_back({.num = item});
    }
    return found->second;
}

void ChartHistory::flag(VoterNum voter, Timestamp at)
{
    auto& starts = incidents_[voter];
    if (starts.empty() || at - starts.back() >= kIncidentGap) {
        starts.push_back(at);
    }
}

bool ChartHistory::flagged(VoterNum voter, Timestamp at) const
{
    auto const incidents = incidents_.find(voter);
    if (incidents == incidents_.end()) {
        return false;
    }
    auto const later = std::ranges::upper_bound(incidents->second, at);
    return later != incidents->second.begin() && at < *std::prev(later) + kFlagDuration;
}

unsigned ChartHistory::marks_of(LedgerEntry const& entry, Timestamp counted_at, bool guest) const
{
    auto const aside = entry.reason == Reason::quarantined || entry.reason == Reason::voided ||
                       entry.reason == Reason::restored;
    return (aside ? PastVote::kSetAside : 0U) | (guest ? PastVote::kGuest : 0U) |
           (entry.source == VoteSource::bootstrap ? PastVote::kBootstrap : 0U) |
           (!guest && flagged(entry.voter, counted_at) ? PastVote::kHalved : 0U);
}

// The same two moves as VotingProjection makes of an entry: what stood is taken back where it
// stood, what stands now is added where it is.
void ChartHistory::take(std::span<LedgerEntry const> entries)
{
    for (auto const& entry : entries) {
        auto const place = place_of(entry.item);
        if (entry.replaces_vote()) {
            auto const marks = marks_of(entry, entry.prior_at, entry.replaces_guest());
            add(place,
                hour_of(entry.prior_at),
                entry.at,
                entry.prior_direction,
                entry.prior_weight,
                marks | PastVote::kTakesBack);
        }
        if (entry.stands()) {
            auto const at = entry.counted_at();
            auto const marks = marks_of(entry, at, entry.is_guest());
            add(place, hour_of(at), entry.at, entry.direction, entry.weight, marks);
        }
    }
}

void ChartHistory::add(
    Place place, Hour hour, Timestamp at, Direction direction, Weight weight, unsigned marks
)
{
    if (direction == Direction::abstain) {
        return;
    }
    auto const delay = std::max<std::int64_t>(0, (at - start_of_hour(hour)).count());
    PastVote vote;
    vote.place = place;
    vote.hour = static_cast<std::uint32_t>(hour) & 0xff'ffffU;
    vote.marks = (marks | (direction == Direction::down ? PastVote::kDown : 0U)) & 0xffU;
    vote.delay =
        std::min(static_cast<std::uint64_t>(delay), PastVote::kLongest) & PastVote::kLongest;
    vote.weight = static_cast<std::uint64_t>(weight.value) & 0xffffU;
    fresh_.push_back(vote);
}

void ChartHistory::settle()
{
    if (fresh_.empty()) {
        return;
    }
    fresh_.shrink_to_fit();
    std::ranges::sort(fresh_, in_order);
    runs_.push_back({.votes = std::move(fresh_)});
    fresh_ = {};
    // As in a binary counter, every vote is moved a few times only.
    while (runs_.size() > 1 && runs_.back().votes.size() * 2 >= runs_[runs_.size() - 2].votes.size()
    ) {
        auto newer = std::move(runs_.back().votes);
        runs_.pop_back();
        merge_into(runs_.back().votes, newer);
    }
    index(runs_.back());
    if (runs_.size() == 1) {
        seal_first_run();
    }
}

void ChartHistory::index(Run& run) const
{
    run.begins.assign(items_.size() + 1, 0);
    for (auto const& vote : run.votes) {
        ++run.begins[vote.place + 1];
    }
    for (std::size_t place = 1; place < run.begins.size(); ++place) {
        run.begins[place] += run.begins[place - 1];
    }
}

std::span<PastVote const> ChartHistory::Run::of(Place place) const
{
    // Items that came after the run was made have nothing in it.
    if (place + std::size_t{1} >= begins.size()) {
        return {};
    }
    return std::span{votes}.subspan(begins[place], begins[place + 1] - begins[place]);
}

bool ChartHistory::live(Place place, Timestamp at) const
{
    auto const& item = items_[place];
    if (!item.known || item.created_at > at) {
        return false;
    }
    if (statuses_.empty()) {
        return true;
    }
    auto const changes = statuses_.find(place);
    if (changes == statuses_.end()) {
        return true;
    }
    auto const later = changes->second.upper_bound({at, std::numeric_limits<std::int64_t>::max()});
    return later == changes->second.begin() || std::prev(later)->second == ItemStatus::live;
}

bool ChartHistory::older(Place a, Place b) const
{
    auto const& left = items_[a];
    auto const& right = items_[b];
    return left.created_at != right.created_at ? left.created_at < right.created_at
                                               : left.id < right.id;
}

std::size_t ChartHistory::votes() const
{
    std::size_t sum = fresh_.size();
    for (auto const& run : runs_) {
        sum += run.votes.size();
    }
    return sum;
}

std::size_t ChartHistory::bytes() const
{
    constexpr std::size_t kPerItem = sizeof(Item) + sizeof(std::pair<ItemNum, Place>) + 48;
    std::size_t sum = fresh_.capacity() * sizeof(PastVote) + items_.size() * kPerItem;
    sum += seals_.capacity() * sizeof(Seal) + seal_begins_.capacity() * sizeof(std::uint32_t);
    for (auto const& run : runs_) {
        sum += run.votes.capacity() * sizeof(PastVote) + run.begins.capacity() * sizeof(Place);
    }
    return sum;
}

}  // namespace upbeat::voting
