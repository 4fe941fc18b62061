#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <upbeat/domain/voting/voting_projection.hpp>

namespace upbeat::voting {

// A checkpoint is a copy of a projection in pieces, each taken at its own moment and each with the
// writers' positions of that moment, so that nobody waits for the whole. Whoever loads it folds
// the ledger from the head's positions on, and into each piece only what follows that piece's own.
// Anything that does not fit is refused: a checkpoint is never the truth.

// Rises whenever the meaning of a field changes.
inline constexpr std::int32_t kCheckpointFormat = 1;

// Where a checkpoint begins. Every piece is taken after it.
struct CheckpointHead {
    WriterPositions positions{};
    std::uint64_t entries = 0;
    Timestamp last_at{};
    std::size_t items = 0;   // slots
    std::size_t voters = 0;  // slots
    std::size_t chunks = 0;  // pieces that belong to it
};

// Nothing while the projection holds what a copy could not say: entries that lie ahead, or voters
// whose entries came out of order and wait to be put right. Both pass by themselves.
std::optional<CheckpointHead> begin_checkpoint(VotingProjection const& projection);
bool can_be_copied(VotingProjection const& projection);

// The items of some slots that have votes, the voters of some slots, and all networks of the day.
std::string copy_items(
    VotingProjection const& projection, CheckpointHead const& head, Slot first, Slot count
);
std::string copy_voters(
    VotingProjection const& projection, CheckpointHead const& head, Slot first, Slot count
);
std::string copy_networks(VotingProjection const& projection, CheckpointHead const& head);

std::string text_of(CheckpointHead const& head);
std::optional<CheckpointHead> head_of(std::string_view text);

// Makes a projection from a checkpoint and the ledger's tail. The projection is loading (see
// begin_load()) and knows its items and voters already.
class CheckpointLoad {
   public:
    CheckpointLoad(VotingProjection& projection, CheckpointHead const& head);

    // False if the piece is not whole; the projection is spoilt then.
    bool take(std::string_view chunk);
    // Whether all pieces were there.
    bool complete() const { return taken_ == head_.chunks; }
    // An entry behind the head's positions, in the order of LedgerPosition. As
    // VotingProjection::fold.
    bool fold(LedgerEntry const& entry);

   private:
    using Piece = std::uint32_t;  // 0 for what is in none

    bool follows(Piece piece, LedgerEntry const& entry) const;
    bool take_items(BytesIn& in);
    bool take_item(BytesIn& in, std::size_t& spare_cells);
    // Notes which piece a slot is in; false if it is in one already.
    bool claim(std::vector<Piece>& pieces, Slot slot) const;
    bool take_voters(BytesIn& in);
    bool take_networks(BytesIn& in);

    VotingProjection& projection_;
    CheckpointHead head_;
    std::size_t taken_ = 0;
    std::vector<WriterPositions> after_;  // by piece: where it lies behind the head
    std::vector<Piece> items_;            // by slot
    std::vector<Piece> voters_;           // by slot
    std::unordered_map<std::uint64_t, Piece> networks_;
};

}  // namespace upbeat::voting
