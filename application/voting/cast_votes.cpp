#include <upbeat/application/voting/cast_votes.hpp>

#include <algorithm>

#include <upbeat/application/voting/vote_batch.hpp>
#include <upbeat/domain/voting/errors.hpp>

namespace upbeat::voting {
namespace {

// How far the ledger's own time may run ahead of the clock before it is no longer followed: a row
// dated far in the future by mistake must not stop the clock for ever.
constexpr std::chrono::minutes kMaxLead{2 * kMostAhead};
constexpr std::chrono::seconds kDoubtInterval{1};
constexpr std::chrono::minutes kDoubtEnds{5};
// What a database that swallows answers can make a node remember: half a megabyte.
constexpr std::size_t kMostDoubtful = 4'096;

std::vector<std::vector<Result<VoteReceipt>>> all_unavailable(std::span<VoteGroup const> groups)
{
    std::vector<std::vector<Result<VoteReceipt>>> outcomes;
    for (auto const& group : groups) {
        outcomes.emplace_back(group.intents.size(), fail(ledger_unavailable()));
    }
    return outcomes;
}

}  // namespace

CastVotes::CastVotes(CastVotesPorts const& ports, VotePolicy const& policy, std::int32_t writer)
    : ports_{ports}, policy_{policy}, writer_{writer}
{
}

std::vector<std::vector<Result<VoteReceipt>>> CastVotes::execute(std::span<VoteGroup const> groups)
{
    settle();
    if (doubtful_.size() >= kMostDoubtful) {
        return all_unavailable(groups);
    }
    VoteBatch batch{ports_, policy_, writer_, seq_, groups, doubtful_};
    while (!batch.finished()) {
        batch.round(next_instant());
    }
    return batch.finish();
}

std::vector<Result<VoteReceipt>> CastVotes::execute(std::span<VoteIntent const> intents)
{
    std::vector<VoteGroup> groups(1);
    groups.front().intents.assign(intents.begin(), intents.end());
    return std::move(execute(std::span<VoteGroup const>{groups}).front());
}

void CastVotes::settle()
{
    settle_doubtful(ports_.clock.now());
}

// The writer's time never runs backwards, nor behind what was folded, so that folding in the order
// of arrival is folding in the order of the ledger.
Timestamp CastVotes::next_instant()
{
    auto const now = ports_.clock.now();
    auto const folded = ports_.state.read([](VotingProjection const& p) { return p.last_at(); });
    last_at_ = std::max(last_at_, now);
    if (folded - now <= kMaxLead) {
        last_at_ = std::max(last_at_, folded);
    }
    return last_at_;
}

// A broken connection leaves entries of which nobody knows whether they were committed. They are
// looked for until they are found or can no longer appear.
void CastVotes::settle_doubtful(Timestamp now)
{
    if (doubtful_.empty() || now - doubtful_checked_ < kDoubtInterval) {
        return;
    }
    doubtful_checked_ = now;
    std::vector<VoteId> ids;
    for (auto const& entry : doubtful_) {
        ids.push_back({entry.writer, entry.seq});
    }
    auto const held = ports_.ledger.holds(ids);
    if (!held) {
        return;
    }
    std::vector<LedgerEntry> found;
    std::vector<LedgerEntry> open;
    for (std::size_t i = 0; i < doubtful_.size(); ++i) {
        if ((*held)[i]) {
            found.push_back(doubtful_[i]);
        } else if (now - doubtful_[i].at <= kDoubtEnds) {
            open.push_back(doubtful_[i]);
        }
    }
    doubtful_ = std::move(open);
    if (!found.empty()) {
        ports_.state.fold(found, now);
    }
    if (doubtful_.empty()) {
        ports_.state.lower_doubt();
    }
}

}  // namespace upbeat::voting
