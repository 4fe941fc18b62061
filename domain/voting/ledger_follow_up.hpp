#pragma once

#include <upbeat/domain/kernel/timestamp.hpp>
#include <upbeat/domain/voting/ledger_entry.hpp>

// Entries that follow another one: what a revision must say of the one before it, in one place.
// Pure; writer and seq are left to whoever appends.
namespace upbeat::voting {

// Makes `entry` the revision after `latest`: its number and what it replaces. The rest is the
// caller's.
void follow(LedgerEntry& entry, LedgerEntry const& latest);

// Only a vote that counts can be quarantined; a withdrawn, voided or quarantined one never.
inline bool can_be_quarantined(LedgerEntry const& latest)
{
    return latest.stands();
}
inline bool can_be_voided(LedgerEntry const& latest)
{
    return latest.keeps_slot();
}
inline bool can_be_restored(LedgerEntry const& latest)
{
    return latest.reason == Reason::quarantined || latest.reason == Reason::voided;
}

// The vote out of the count, its direction kept. Weight and network are 0: it spends no quota.
LedgerEntry quarantine_of(LedgerEntry const& latest, Timestamp at);
// The vote taken out for good, unless somebody restores it.
LedgerEntry void_of(LedgerEntry const& latest, Timestamp at);
// The vote back with the direction, the weight and, in charts, the instant with which it last
// counted.
LedgerEntry restoration_of(LedgerEntry const& latest, Timestamp at);

}  // namespace upbeat::voting
