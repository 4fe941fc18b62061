#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <upbeat/application/voting/item_cards.hpp>
#include <upbeat/application/voting/ledger.hpp>
#include <upbeat/application/voting/voter_directory.hpp>
#include <upbeat/application/voting/voting_state.hpp>
#include <upbeat/domain/kernel/page.hpp>
#include <upbeat/domain/kernel/result.hpp>

namespace upbeat::voting {

// A standing vote with the names a reader needs.
struct ListedVote {
    VoteId id{};
    ItemKind kind = ItemKind::track;
    std::string item_id{};
    std::string item_title{};  // own history only
    VoterCard voter{};
    Direction direction = Direction::abstain;
    Reason reason = Reason::cast;
    Weight weight{};
    VoteNote note{};
    VoteSource source = VoteSource::external;
    bool verified = true;
    Timestamp at{};
};

// Who voted how on an item, newest first: every vote is public. Thread-safe, as the ports are.
class ListItemVotes {
   public:
    ListItemVotes(Ledger& ledger, VotingState const& state, VoterDirectory& voters)
        : ledger_{ledger}, state_{state}, voters_{voters}
    {
    }

    Result<Page<ListedVote>> execute(
        ItemKind kind,
        std::string_view item_id,
        PageRequest const& page,
        std::optional<VoteSource> source = std::nullopt
    );

   private:
    Ledger& ledger_;
    VotingState const& state_;
    VoterDirectory& voters_;
};

// A voter's own standing votes, newest first. Thread-safe, as the ports are.
class ListMyVotes {
   public:
    ListMyVotes(Ledger& ledger, ItemCards& cards) : ledger_{ledger}, cards_{cards} {}

    Page<ListedVote> execute(VoterNum voter, PageRequest const& page);

   private:
    Ledger& ledger_;
    ItemCards& cards_;
};

}  // namespace upbeat::voting
