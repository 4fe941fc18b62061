#include <upbeat/infrastructure/community/sql_waitlist.hpp>

#include "waitlist_statements.hpp"

namespace upbeat::community {
namespace {

WaitlistEntry entry_from(sql::Row const& row)
{
    return {
        .email = row.string(1),
        .network = row.string(3),
        .referral_source = row.string(2),
        .position = row.integer(0),
        .signed_up_at = row.time(4),
    };
}

}  // namespace

Waitlist::Joined SqlWaitlist::join(WaitlistEntry const& entry)
{
    bool added = false;
    for (;;) {
        auto const known = database_.read([&](sql::Session& session) {
            return session.maybe(statements::kFindWaiting, {{"email", entry.email}}, entry_from);
        });
        if (known) {
            return {.entry = *known, .is_new = added, .count = count()};
        }
        // Nothing was added when somebody else took the position (or added the same address).
        auto const done = database_.autocommit([&](sql::Session& session) -> Result<std::int64_t> {
            return session.run(
                statements::kAddWaiting,
                {{"email", entry.email},
                 {"referral_source", entry.referral_source},
                 {"network", entry.network},
                 {"signed_up_at", entry.signed_up_at}}
            );
        });
        added = done && *done == 1;
    }
}

std::int64_t SqlWaitlist::count()
{
    return database_.read([](sql::Session& session) {
        return session.number(statements::kCountWaiting);
    });
}

}  // namespace upbeat::community
