#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <upbeat/domain/kernel/page.hpp>
#include <upbeat/domain/voting/ledger_entry.hpp>
#include <upbeat/domain/voting/vote_id.hpp>
#include <upbeat/domain/voting/writer_positions.hpp>

namespace upbeat::voting {

struct LedgerRecord {
    LedgerEntry entry{};
    VoteNote note{};

    bool operator==(LedgerRecord const&) const = default;
};

// The vote of one voter on one item, over all its revisions.
struct VoteKey {
    ItemNum item{};
    VoterNum voter{};

    auto operator<=>(VoteKey const&) const = default;
};

// An answer that is kept under an Idempotency-Key, in the same transaction as the votes it is
// about.
struct IdempotencyRow {
    std::string owner{};
    std::string key{};
    std::string fingerprint{};
    unsigned status = 0;
    std::string content_type{};
    std::string body{};

    bool operator==(IdempotencyRow const&) const = default;
};

struct AppendOutcome {
    enum class Status : unsigned char {
        stored,   // durable: every entry is either in the ledger or lost to another one of its key
        refused,  // nothing was written, because of what one of the entries holds
        unknown,  // the connection broke: all of it was written, or nothing
        failed,   // the storage was out of reach: nothing was written
        taken,    // another request's answer is kept under a key of the hook: nothing was written
    };

    Status status = Status::stored;
    // One for each entry, in their order, if stored: whether it went in. False means that the
    // ledger already holds its (item, voter, revision).
    std::vector<bool> inserted{};
    // If taken: which of the hook's rows have a key that belongs to another answer.
    std::vector<std::size_t> taken{};
};

// Votes that somebody else than their voters took out.
struct OutOfCount {
    std::int64_t quarantined = 0;
    std::int64_t voided = 0;

    bool operator==(OutOfCount const&) const = default;
};

// The only thing a vote writes: append-only, and the judge of every race. Storage behind it is
// durable when append() returns `stored`. Safe to call from any thread.
class Ledger {
   public:
    // Called inside the transaction, when it is known which entries went in; what it returns is
    // written with them, all or nothing: an (owner, key) that has another answer already is the end
    // of the append, see AppendOutcome::taken. Rows without a key are passed over. Called again if
    // the transaction is retried. Must not use the ledger.
    using IdempotencyHook = std::function<std::vector<IdempotencyRow>(std::vector<bool> const&)>;

    virtual ~Ledger() = default;

    // Appends all records with one statement; without a hook that is one autocommit statement, with
    // one an explicit transaction. Two records of one call never have the same key and revision.
    // `records` may be empty if there is a hook.
    virtual AppendOutcome append(
        std::span<LedgerRecord const> records, IdempotencyHook const& hook = {}
    ) = 0;

    // The greatest revision of each key, in the order of the keys; probes of the primary key.
    virtual std::vector<std::optional<LedgerEntry>> latest(std::span<VoteKey const> keys) = 0;

    virtual std::optional<LedgerRecord> find(VoteId const& id) = 0;
    // Whether each of these stands in the ledger, in their order, with one question; nothing if the
    // storage does not answer.
    virtual std::optional<std::vector<bool>> holds(std::span<VoteId const> ids) = 0;

    // Every entry, in the order of LedgerPosition, in batches of a few thousand, without the notes.
    // Entries after `after` only, if given. Stops early if the visitor returns false.
    using Visit = std::function<bool(std::span<LedgerEntry const>)>;
    virtual void scan(std::optional<LedgerPosition> after, Visit const& visit) = 0;
    // The same for the entries that follow these positions, and all of writers that are not among
    // them. Reads the whole ledger unless the storage knows better.
    virtual void follow(WriterPositions const& after, Visit const& visit);
    // The latest entries that are not older than `since`, about `most` at the most of them, in the
    // order of LedgerPosition. By default with a scan; storage knows better ways.
    virtual std::vector<LedgerEntry> recent(Timestamp since, std::size_t most);
    // How many entries there are, roughly: for a progress bar.
    virtual std::int64_t count() = 0;

    // What stands now: the latest revision of each voter on the item, without withdrawn and voided
    // ones; newest first.
    virtual Page<LedgerRecord> by_item(
        ItemNum item, PageRequest const& page, std::optional<VoteSource> source = std::nullopt
    ) = 0;
    // The same of one voter over all items.
    virtual Page<LedgerRecord> by_voter(VoterNum voter, PageRequest const& page) = 0;
    // How many votes on the item are out of the count by their latest revision. Reads every vote of
    // the item.
    virtual OutOfCount out_of_count(ItemNum item);
    // Every entry of one voter, superseded ones too, in the order of LedgerPosition.
    virtual std::vector<LedgerEntry> history(VoterNum voter) = 0;
};

}  // namespace upbeat::voting
