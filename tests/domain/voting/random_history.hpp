#pragma once

#include <cstdint>
#include <map>
#include <tuple>
#include <vector>

#include <upbeat/domain/voting/ledger_follow_up.hpp>
#include <upbeat/domain/voting/voting_projection.hpp>

namespace upbeat::voting {

// A move in a made-up history: which item, which voter, what to do, how long to wait first.
using Move = std::tuple<std::uint8_t, std::uint8_t, std::uint8_t, std::uint8_t>;

// Turns any moves into a ledger that could have been: casts, changes, withdrawals, recasts, voids,
// quarantines, restorations, guests and their superseding, by three writers, with pauses from
// nothing to weeks.
class RandomHistory {
   public:
    static constexpr int kItems = 12;
    static constexpr int kVoters = 7;

    explicit RandomHistory(std::vector<Move> const& moves)
    {
        for (auto const& move : moves) {
            play(move);
        }
    }

    std::vector<LedgerEntry> const& entries() const { return entries_; }
    Timestamp begin() const { return kBegin; }
    Timestamp end() const { return now_; }

    std::vector<ItemFacts> items() const
    {
        std::vector<ItemFacts> items;
        for (int i = 0; i < kItems; ++i) {
            items.push_back(
                {.num = ItemNum{100 + i},
                 .kind = i % 4 == 3 ? ItemKind::tool : ItemKind::track,
                 .created_at = kBegin - std::chrono::days{i % 3},
                 .id = "item-" + std::to_string(i),
                 .genre = i % 2 == 0 ? "rock" : "jazz",
                 .platform = "Udio"}
            );
        }
        return items;
    }

    std::vector<VoterFacts> voters() const
    {
        std::vector<VoterFacts> voters;
        for (int i = 0; i < kVoters; ++i) {
            voters.push_back(
                {.num = VoterNum{i + 1},
                 .owner = OwnerNum{i + 1},
                 .created_at = kBegin - std::chrono::days{10 * i}}
            );
        }
        return voters;
    }

    VotingProjection populated(Timestamp now) const
    {
        VotingProjection projection{now};
        for (auto const& facts : items()) {
            projection.put_item(facts);
        }
        for (auto const& facts : voters()) {
            projection.put_voter(facts);
        }
        return projection;
    }

    // As a running node comes to it: one entry after the other.
    VotingProjection folded() const
    {
        auto projection = populated(kBegin);
        for (auto const& entry : entries_) {
            projection.advance(entry.at);
            projection.fold(entry);
        }
        return projection;
    }

    // As a node that starts comes to it.
    VotingProjection rebuilt(Timestamp now) const
    {
        VotingProjection projection{now};
        projection.begin_load();
        for (auto const& facts : items()) {
            projection.put_item(facts);
        }
        for (auto const& facts : voters()) {
            projection.put_voter(facts);
        }
        for (auto const& entry : entries_) {
            projection.fold(entry);
        }
        projection.finish_load(now);
        return projection;
    }

    // The votes that stand at the end.
    std::vector<LedgerEntry> standing() const
    {
        std::vector<LedgerEntry> standing;
        for (auto const& [key, entry] : latest_) {
            if (entry.stands()) {
                standing.push_back(entry);
            }
        }
        return standing;
    }

   private:
    static constexpr Timestamp kBegin = from_micros(1'772'625'600'000'000);

    void play(Move const& move)
    {
        auto const [item, voter, act, pause] = move;
        wait(pause);
        LedgerEntry entry;
        entry.item = ItemNum{100 + item % kItems};
        entry.voter = VoterNum{1 + voter % kVoters};
        entry.direction = static_cast<Direction>(act % 3 - 1);
        entry.weight = Weight{1'000 + act * 35};
        entry.at = now_;
        entry.network = voter % 3U;
        entry.writer = 1 + pause % 3;
        entry.seq = ++seq_;
        entry.flags.set_platform(item % 6U);
        if (act % 11 == 0) {
            entry.flags.set(EntryFlags::kFlagged);
        }
        auto const known = latest_.find({entry.item, entry.voter});
        if (known == latest_.end()) {
            entry.reason = act % 5 == 0 ? Reason::guest : Reason::cast;
        } else if (!revise(entry, known->second, act)) {
            return;
        }
        if (!entry.keeps_slot()) {
            entry.direction = Direction::abstain;
        }
        if (!entry.stands() || entry.is_guest()) {
            entry.weight = entry.reason == Reason::restored ? entry.weight : Weight{};
            entry.flags =
                EntryFlags{static_cast<std::uint16_t>(entry.flags.bits() & ~EntryFlags::kFlagged)};
        }
        entries_.push_back(entry);
        latest_.insert_or_assign({entry.item, entry.voter}, entry);
    }

    static bool revise(LedgerEntry& entry, LedgerEntry const& latest, std::uint8_t act)
    {
        if (latest.reason == Reason::voided && act % 2 != 0) {
            return false;
        }
        if (can_be_quarantined(latest) && act % 7 == 2) {
            entry = quarantined(latest, entry);
            return true;
        }
        if (can_be_restored(latest) && act % 2 == 0) {
            entry = restored(latest, entry);
            return true;
        }
        follow(entry, latest);
        if (latest.reason == Reason::quarantined) {
            entry.reason = latest.is_guest() && act % 3 == 0 ? Reason::supersedes_guest
                           : act % 3 == 1                    ? Reason::withdrawn
                                                             : Reason::voided;
            return true;
        }
        if (latest.reason == Reason::withdrawn) {
            entry.reason = Reason::recast;
        } else if (act % 7 < 2) {
            entry.reason = act % 7 == 0 ? Reason::withdrawn : Reason::voided;
        } else {
            entry.reason = latest.is_guest() ? Reason::supersedes_guest : Reason::changed;
        }
        return true;
    }

    // As the follow-ups are made in production, with this history's instants and numbers.
    static LedgerEntry quarantined(LedgerEntry const& latest, LedgerEntry const& made)
    {
        return numbered(quarantine_of(latest, made.at), made);
    }
    static LedgerEntry restored(LedgerEntry const& latest, LedgerEntry const& made)
    {
        return numbered(restoration_of(latest, made.at), made);
    }
    static LedgerEntry numbered(LedgerEntry entry, LedgerEntry const& made)
    {
        entry.writer = made.writer;
        entry.seq = made.seq;
        return entry;
    }

    void wait(std::uint8_t pause)
    {
        using namespace std::chrono;
        now_ += microseconds{1};
        if (pause > 250) {
            now_ += days{9};
        } else if (pause > 240) {
            now_ += hours{pause};
        } else if (pause > 160) {
            now_ += minutes{pause};
        } else if (pause > 40) {
            now_ += milliseconds{pause * 150};
        }
    }

    Timestamp now_ = kBegin;
    std::int64_t seq_ = 0;
    std::vector<LedgerEntry> entries_;
    std::map<std::pair<ItemNum, VoterNum>, LedgerEntry> latest_;
};

}  // namespace upbeat::voting
