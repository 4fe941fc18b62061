#pragma once

#include <optional>
#include <unordered_map>
#include <variant>
#include <vector>

#include <upbeat/application/voting/vote_intent.hpp>
#include <upbeat/application/voting/vote_policy.hpp>
#include <upbeat/domain/kernel/result.hpp>
#include <upbeat/domain/voting/voting_projection.hpp>

namespace upbeat::voting {

struct VoteKeyHash {
    std::size_t operator()(VoteKey const& key) const
    {
        return SlotIndex::mix(
            static_cast<std::uint64_t>(key.item.value) * 31U +
            static_cast<std::uint64_t>(key.voter.value)
        );
    }
};

// What is known of the latest revision of a vote: an empty optional is "there is none".
using KnownVotes = std::unordered_map<VoteKey, std::optional<LedgerEntry>, VoteKeyHash>;

// The item of an intent, as the state knew it when the round began.
struct VotedItem {
    ItemNum num{};
    OwnerNum owner{};
    ItemStatus status = ItemStatus::live;
    unsigned platform_code = 0;
    Tally tally{};
};

// One intent on its way through a batch.
struct Ballot {
    VoteIntent const* intent = nullptr;
    std::size_t group = 0;
    std::size_t place = 0;            // within the group
    std::optional<VoterNum> voter{};  // none: a guest's name that somebody registered
    std::optional<VotedItem> item{};
    std::optional<Result<VoteReceipt>> result{};

    bool open() const { return !result; }
    bool guest() const { return std::holds_alternative<GuestVoter>(intent->voter); }
    RegisteredVoter const& registered() const { return std::get<RegisteredVoter>(intent->voter); }
    std::string const& agent_id() const;
    VoteKey key() const { return {item->num, *voter}; }
};

// What a round's decisions rest on: copies, in which the votes decided so far already count.
struct RoundView {
    Timestamp at{};
    VotePolicy const* policy = nullptr;
    std::unordered_map<VoterNum, VoterStanding> standings{};
    std::unordered_map<VoterNum, std::vector<VoterNum>> siblings{};  // other agents of the owner
    std::unordered_map<std::uint64_t, std::int64_t> networks{};
    KnownVotes known{};

    // Takes the ballots' items and voters from the state; forgets what the last round assumed.
    void load(VotingProjection const& projection, std::vector<Ballot*> const& ballots);
    // Nothing if the ledger was not asked.
    std::optional<LedgerEntry> const* latest(VoteKey const& key) const;
};

// What forbids a guest's vote before the guest has a number: nobody gets a row for a vote that
// cannot be.
std::optional<Error> refuse_guest(RoundView const& view, Ballot const& ballot);

// What to do about one ballot: an entry to append, or an answer at once.
using Decision = std::variant<LedgerRecord, Result<VoteReceipt>>;

// Decides by the rules alone, in this order: who votes, quotas, the item, what stands already.
// A cast whose key the view does not know is tried as the first vote; the ledger's key judges.
Decision decide(RoundView const& view, Ballot const& ballot);

// The answer for an entry that stands in the ledger.
VoteReceipt receipt_for(
    Ballot const& ballot, LedgerEntry const& entry, VotePolicy const& policy, Tally const& tally
);

}  // namespace upbeat::voting
