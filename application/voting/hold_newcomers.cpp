#include <upbeat/application/voting/hold_newcomers.hpp>

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

namespace upbeat::voting {
namespace {

// On a site with more votes in three days the oldest are left out.
constexpr std::size_t kMostCaughtUp = 1'000'000;
// Looked at under the state's lock in one go, for which votes wait.
constexpr std::size_t kAtOnce = 4'096;

struct Steps {
    std::vector<VoteKey> hold{};
    std::vector<VoteKey> release{};
};

// The last word on each vote counts: one that was let in before anybody took it out needs nothing.
Steps steps_of(std::span<NewcomerShares::Change const> changes)
{
    std::map<VoteKey, bool> last;
    for (auto const& change : changes) {
        last.insert_or_assign({change.item, change.voter}, change.hold);
    }
    Steps steps;
    for (auto const& [vote, hold] : last) {
        (hold ? steps.hold : steps.release).push_back(vote);
    }
    return steps;
}

}  // namespace

HoldNewcomers::HoldNewcomers(Ports ports, VotePolicy const& policy)
    : ports_{std::move(ports)}, policy_{policy}, shares_{policy.newcomers}
{
}

bool HoldNewcomers::active() const
{
    return policy_.anti_gaming == AntiGaming::enforce && policy_.newcomers.age.count() > 0;
}

void HoldNewcomers::begin()
{
    if (active()) {
        begun_ = ports_.state.read([](VotingProjection const& p) { return p.positions(); });
    }
}

void HoldNewcomers::catch_up(WriterPositions const& known)
{
    meet_voters();
    auto const today = std::chrono::floor<std::chrono::days>(ports_.clock.now());
    // What yesterday had room for depends on the day before.
    auto entries = ports_.ledger.recent(today - std::chrono::days{2}, kMostCaughtUp);
    std::erase_if(entries, [&known](LedgerEntry const& entry) {
        auto const place = known.find(entry.writer);
        return place == known.end() || entry.seq > place->second;  // seen since, or yet to be
    });
    auto const first_of_today = std::ranges::partition_point(entries, [today](auto const& entry) {
        return entry.at < today;
    });
    learn({entries.begin(), first_of_today});
    open_.clear();  // a day that is over stays as it was decided
    learn({first_of_today, entries.end()});
}

void HoldNewcomers::meet_voters()
{
    auto const slots = ports_.state.read([](auto const& p) { return p.voters().size(); });
    for (std::size_t first = 0; first < slots; first += kAtOnce) {
        ports_.state.read([&](VotingProjection const& projection) {
            for (auto slot = first; slot < std::min(slots, first + kAtOnce); ++slot) {
                auto const& standing = projection.voters()[static_cast<Slot>(slot)];
                if (standing.has_voted()) {
                    shares_.meet(standing.facts().num, standing.facts().created_at);
                }
            }
        });
    }
}

void HoldNewcomers::see(std::span<LedgerEntry const> entries)
{
    if (active()) {
        std::scoped_lock const lock{mutex_};
        seen_.insert(seen_.end(), entries.begin(), entries.end());
    }
}

void HoldNewcomers::learn(std::span<LedgerEntry const> entries)
{
    for (; entries.size() > kAtOnce; entries = entries.subspan(kAtOnce)) {
        learn_portion(entries.first(kAtOnce));
    }
    learn_portion(entries);
}

void HoldNewcomers::learn_portion(std::span<LedgerEntry const> entries)
{
    auto const registrations = ports_.state.read([entries](VotingProjection const& projection) {
        std::vector<Timestamp> found;
        for (auto const& entry : entries) {
            auto const* const standing = projection.voters().find(entry.voter);
            found.push_back(standing == nullptr ? entry.at : standing->facts().created_at);
        }
        return found;
    });
    for (std::size_t i = 0; i < entries.size(); ++i) {
        shares_.fold(entries[i], registrations[i]);
    }
    std::ranges::move(shares_.take_changes(), std::back_inserter(open_));
}

std::size_t HoldNewcomers::execute()
{
    if (begun_) {
        catch_up(*begun_);
        begun_.reset();
    }
    std::vector<LedgerEntry> seen;
    {
        std::scoped_lock const lock{mutex_};
        seen.swap(seen_);
    }
    learn(seen);
    auto [hold, release] = steps_of(open_);
    release = held_by_this_rule(std::move(release));
    auto const done = (hold.empty() || ports_.append(Step::hold, hold)) &&
                      (release.empty() || ports_.append(Step::release, release));
    if (!done) {
        return 0;  // all of it again: what was appended cannot take the step twice
    }
    open_.clear();
    return hold.size() + release.size();
}

// A vote that something else took out of the count is not this rule's to put back.
std::vector<VoteKey> HoldNewcomers::held_by_this_rule(std::vector<VoteKey> votes)
{
    if (votes.empty()) {
        return votes;
    }
    auto const latest = ports_.ledger.latest(votes);
    std::vector<VoteKey> held;
    for (std::size_t i = 0; i < votes.size(); ++i) {
        if (latest[i] && latest[i]->reason == Reason::quarantined &&
            latest[i]->flags.has(EntryFlags::kNewcomerShare)) {
            held.push_back(votes[i]);
        }
    }
    return held;
}

HoldNewcomers::Append steps_through(AppendFollowUps& follow_ups, ConductWatch const& watch)
{
    return [&follow_ups, &watch](HoldNewcomers::Step step, std::vector<VoteKey> const& votes) {
        auto const releases = step == HoldNewcomers::Step::release;
        auto wanted = votes;
        if (releases) {
            std::erase_if(wanted, [&watch](VoteKey const& vote) {
                return watch.holds(vote.item, vote.voter);
            });
        }
        auto const operation = releases ? Operation::restore : Operation::quarantine;
        return follow_ups.execute(operation, wanted, EntryFlags::kNewcomerShare).settled();
    };
}

}  // namespace upbeat::voting
