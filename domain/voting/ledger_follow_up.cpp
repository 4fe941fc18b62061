#include <upbeat/domain/voting/ledger_follow_up.hpp>

namespace upbeat::voting {
namespace {

LedgerEntry next_of(LedgerEntry const& latest, Reason reason, Timestamp at)
{
    LedgerEntry entry{
        .item = latest.item,
        .voter = latest.voter,
        .reason = reason,
        .source = latest.source,
        .at = at,
    };
    entry.flags.set_platform(latest.flags.platform());
    follow(entry, latest);
    return entry;
}

}  // namespace

std::string_view to_word(Reason reason)
{
    switch (reason) {
        case Reason::cast: return "cast";
        case Reason::changed: return "changed";
        case Reason::withdrawn: return "withdrawn";
        case Reason::voided: return "voided";
        case Reason::guest: return "guest";
        case Reason::supersedes_guest: return "supersedes_guest";
        case Reason::recast: return "recast";
        case Reason::quarantined: return "quarantined";
        case Reason::restored: return "restored";
    }
    return "cast";
}

void follow(LedgerEntry& entry, LedgerEntry const& latest)
{
    entry.revision = latest.revision + 1;
    if (latest.reason == Reason::quarantined) {
        entry.prior_direction = latest.prior_direction;
        entry.prior_weight = latest.prior_weight;
        entry.prior_at = latest.prior_at;
        entry.flags.set(EntryFlags::kPriorOutOfCount);
    } else {
        entry.prior_direction = latest.direction;
        entry.prior_weight = latest.weight;
        entry.prior_at = latest.counted_at();
    }
    if (latest.is_guest()) {
        entry.flags.set(EntryFlags::kPriorWasGuest);
    }
}

LedgerEntry quarantine_of(LedgerEntry const& latest, Timestamp at)
{
    auto entry = next_of(latest, Reason::quarantined, at);
    entry.direction = latest.direction;
    return entry;
}

LedgerEntry void_of(LedgerEntry const& latest, Timestamp at)
{
    return next_of(latest, Reason::voided, at);
}

LedgerEntry restoration_of(LedgerEntry const& latest, Timestamp at)
{
    auto entry = next_of(latest, Reason::restored, at);
    entry.direction = latest.prior_direction;
    entry.weight = latest.prior_weight;
    entry.prior_at = latest.prior_at;
    entry.prior_direction = Direction::abstain;
    entry.prior_weight = {};
    return entry;
}

}  // namespace upbeat::voting
