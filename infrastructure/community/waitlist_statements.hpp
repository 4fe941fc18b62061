#pragma once

#include <upbeat/infrastructure/platform/sql/statement.hpp>

namespace upbeat::community::statements {

using enum sql::Column;
using sql::Statement;

inline constexpr Statement kFindWaiting{
    .name = "community.find_waiting",
    .sql = R"(
        select position, email, referral_source, network, signed_up_at
        from community_waitlist where email = :email
    )",
    .columns = {integer, text, text, text, integer},
};

// Positions are dense: two who come at once want the same one, and the loser tries again.
inline constexpr Statement kAddWaiting{
    .name = "community.add_waiting",
    .sql = R"(
        insert into community_waitlist (position, email, referral_source, network, signed_up_at)
        select coalesce(max(position), 0) + 1, cast(:email as text), cast(:referral_source as text),
            cast(:network as text), cast(:signed_up_at as bigint)
        from community_waitlist
        where true
        on conflict do nothing
    )",
};

inline constexpr Statement kCountWaiting{
    .name = "community.count_waiting",
    .sql = "select count(*) from community_waitlist",
    .columns = {integer},
};

inline constexpr auto kAll = sql::registry(kFindWaiting, kAddWaiting, kCountWaiting);

}  // namespace upbeat::community::statements
