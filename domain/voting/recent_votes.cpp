#include <upbeat/domain/voting/recent_votes.hpp>

#include <algorithm>
#include <bit>
#include <cstdlib>

#include <upbeat/domain/voting/slot_index.hpp>

namespace upbeat::voting {
namespace {

constexpr std::int64_t kHour = 3'600'000'000;
// A full sample takes in a vote every so often, so that it spans hours on a busy site too.
constexpr std::int64_t kBetweenSightings = 30'000'000;

std::int32_t hours(Timestamp at)
{
    return static_cast<std::int32_t>(to_micros(at) / kHour);
}

}  // namespace

Evidence Crowd::evidence() const
{
    Evidence evidence;
    evidence.say("others_within_five_minutes", present, 5);
    evidence.say("of_the_same_network", network, odd_network ? 5 : 0);
    evidence.say("registered_within_a_day", cohort, odd_cohort ? 5 : 0);
    evidence.say("voting_on_the_same_items", alike, odd_taste ? 5 : 0);
    evidence.others = related;
    return evidence;
}

RecentVotes::RecentVotes(CrowdRule const& rule) : rule_{rule}, cells_(kSets * kWays)
{
    sample_.reserve(kSample);
}

RecentVotes::Vote RecentVotes::vote_of(LedgerEntry const& entry, VoterStanding const& voter) const
{
    auto const enough = voter.standing_votes() >= rule_.alike_votes;
    return {
        .voter = entry.voter,
        .at = to_micros(entry.at),
        .network = entry.network,
        .registered = hours(voter.facts().created_at),
        .taste = enough ? std::max(1U, voter.taste().bits()) : 0U,
    };
}

void RecentVotes::fold(LedgerEntry const& entry, VoterStanding const& voter)
{
    if (!entry.spends_quota() || entry.is_guest() || entry.direction == Direction::abstain) {
        return;
    }
    auto const other_way = entry.direction == Direction::up ? Direction::down : Direction::up;
    if (auto const left = find(entry.item, other_way)) {
        if (auto* const vote = cells_[*left].of(entry.voter)) {
            vote->at = 0;
        }
    }
    auto& cell = obtain(entry.item, entry.direction);
    auto const vote = vote_of(entry, voter);
    cell.last_at = to_micros(entry.at);
    if (auto* const earlier = cell.of(entry.voter)) {
        *earlier = vote;  // who goes to and fro is one voter all the same
        return;
    }
    cell.votes[cell.next] = vote;
    cell.next = static_cast<std::uint8_t>((cell.next + 1U) % kVotes);
    cell.size = static_cast<std::uint8_t>(std::min<std::size_t>(cell.size + 1U, kVotes));
    sight(entry, vote.registered);
}

void RecentVotes::sight(LedgerEntry const& entry, std::int32_t registered)
{
    Sighting const seen{entry.item, entry.network, registered};
    if (sample_.size() < kSample) {
        sample_.push_back(seen);
        return;
    }
    if (to_micros(entry.at) - sampled_at_ >= kBetweenSightings) {
        sampled_at_ = to_micros(entry.at);
        sample_[sample_next_] = seen;
        sample_next_ = (sample_next_ + 1) % kSample;
    }
}

// The bits decide nearly always, without a look at the other agent.
bool RecentVotes::alike(Vote const& a, Vote const& b, VoterTable const& voters) const
{
    constexpr int kBitsInCommon = 26;  // of 32; four fifths in common make 29 on average
    if (a.taste == 0 || b.taste == 0 || std::popcount(~(a.taste ^ b.taste)) < kBitsInCommon) {
        return false;
    }
    auto const* const first = voters.find(a.voter);
    auto const* const second = voters.find(b.voter);
    return first != nullptr && second != nullptr &&
           first->taste().alike(second->taste()) >= rule_.alike;
}

std::optional<Crowd> RecentVotes::crowd(LedgerEntry const& entry, VoterTable const& voters) const
{
    auto const place = find(entry.item, entry.direction);
    if (!place || cells_[*place].size <= rule_.least) {
        return std::nullopt;
    }
    auto const& cell = cells_[*place];
    auto const* const self = voters.find(entry.voter);
    if (self == nullptr) {
        return std::nullopt;
    }
    auto const own = vote_of(entry, *self);
    auto const span = std::chrono::microseconds{rule_.span}.count();
    auto const cohort = static_cast<std::int32_t>(rule_.cohort.count());
    Crowd crowd{.item = entry.item, .direction = entry.direction};
    for (std::size_t i = 0; i < cell.size; ++i) {
        auto const& vote = cell.votes[i];
        if (vote.voter == own.voter || own.at - vote.at >= span) {
            continue;
        }
        ++crowd.present;
        auto const network = own.network != 0 && vote.network == own.network;
        auto const together = std::abs(vote.registered - own.registered) <= cohort;
        auto const same_taste = alike(own, vote, voters);
        crowd.network += network ? 1 : 0;
        crowd.cohort += together ? 1 : 0;
        crowd.alike += same_taste ? 1 : 0;
        if (network || together || same_taste) {
            crowd.related.push_back(vote.voter);
        }
    }
    if (static_cast<int>(crowd.related.size()) < rule_.least) {
        return std::nullopt;
    }
    judge(crowd, own);
    return crowd.odd_network || crowd.odd_cohort || crowd.odd_taste ? std::optional{crowd}
                                                                    : std::nullopt;
}

// How many of the site's other recent votes look like this one decides what is beyond chance. Votes
// on the item itself are left out: a crowd must not be its own excuse.
void RecentVotes::judge(Crowd& crowd, Vote const& self) const
{
    std::size_t seen = 0;
    std::size_t network = 0;
    std::size_t together = 0;
    auto const cohort = static_cast<std::int32_t>(rule_.cohort.count());
    for (auto const& sighting : sample_) {
        if (sighting.item == crowd.item) {
            continue;
        }
        ++seen;
        network += self.network != 0 && sighting.network == self.network ? 1U : 0U;
        together += std::abs(sighting.registered - self.registered) <= cohort ? 1U : 0U;
    }
    auto const odd = [&](int hits, std::size_t like_it) {
        // One more on either side: a share is never taken for nothing because nobody was seen.
        auto const share = static_cast<double>(like_it + 1) / static_cast<double>(seen + 2);
        return hits >= rule_.least && seen >= kLeastSample &&
               tail_probability(crowd.present, hits, share) < rule_.chance;
    };
    crowd.odd_network = odd(crowd.network, network);
    crowd.odd_cohort = odd(crowd.cohort, together);
    // Two agents that agree on four fifths of ten items do not do so by chance.
    crowd.odd_taste = crowd.alike >= rule_.least;
}

RecentVotes::Vote* RecentVotes::Cell::of(VoterNum voter)
{
    auto const end = votes.begin() + size;
    auto const found =
        std::find_if(votes.begin(), end, [voter](Vote const& vote) { return vote.voter == voter; });
    return found == end ? nullptr : &*found;
}

std::optional<std::size_t> RecentVotes::find(ItemNum item, Direction direction) const
{
    auto const set = SlotIndex::mix(static_cast<std::uint64_t>(item.value)) % kSets * kWays;
    for (auto i = set; i < set + kWays; ++i) {
        if (cells_[i].item == item && cells_[i].direction == direction) {
            return i;
        }
    }
    return std::nullopt;
}

RecentVotes::Cell& RecentVotes::obtain(ItemNum item, Direction direction)
{
    auto const set = SlotIndex::mix(static_cast<std::uint64_t>(item.value)) % kSets * kWays;
    auto* oldest = &cells_[set];
    for (auto i = set; i < set + kWays; ++i) {
        auto& cell = cells_[i];
        if (cell.item == item && cell.direction == direction) {
            return cell;
        }
        if (cell.last_at < oldest->last_at) {
            oldest = &cell;
        }
    }
    // The votes need no clearing: `size` says which of them are the cell's.
    oldest->item = item;
    oldest->direction = direction;
    oldest->next = 0;
    oldest->size = 0;
    oldest->last_at = 0;
    return *oldest;
}

}  // namespace upbeat::voting
