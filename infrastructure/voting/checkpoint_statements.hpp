#pragma once

#include <upbeat/infrastructure/platform/sql/statement.hpp>

// A checkpoint's state: 0 while it is being written, 1 when it is whole, 2 when it was given up.
namespace upbeat::voting::sql_text {

inline constexpr sql::Statement kNewestCheckpoint{
    .name = "voting.newest_checkpoint",
    .sql = R"sql(
select generation, state, heard_at from voting_checkpoints order by generation desc limit 1)sql",
    .columns = {sql::Column::integer, sql::Column::integer, sql::Column::integer}
};

inline constexpr sql::Statement kBeginCheckpoint{.name = "voting.begin_checkpoint", .sql = R"sql(
insert into voting_checkpoints (generation, begun_at, heard_at, format, state)
values (:generation, :now, :now, :format, 0))sql"};

// The lease holds as long as nobody has begun a later one.
inline constexpr sql::Statement kRenewCheckpoint{.name = "voting.renew_checkpoint", .sql = R"sql(
update voting_checkpoints set heard_at = :now where generation = :generation and state = 0
    and not exists (select 1 from voting_checkpoints n where n.generation > :generation))sql"};

inline constexpr sql::Statement kPutChunk{.name = "voting.put_checkpoint_chunk", .sql = R"sql(
insert into voting_checkpoint_chunks (generation, ordinal, chunk)
values (:generation, :ordinal, :chunk))sql"};

inline constexpr sql::Statement kFinishCheckpoint{.name = "voting.finish_checkpoint", .sql = R"sql(
update voting_checkpoints set state = 1, head = :head where generation = :generation and state = 0
    and not exists (select 1 from voting_checkpoints n where n.generation > :generation))sql"};

inline constexpr sql::Statement kAbandonCheckpoint{
    .name = "voting.abandon_checkpoint", .sql = R"sql(
update voting_checkpoints set state = 2 where generation = :generation and state = 0)sql"
};

inline constexpr sql::Statement kLatestCheckpoint{
    .name = "voting.latest_checkpoint",
    .sql = R"sql(
select generation, format, begun_at, head from voting_checkpoints where state = 1
order by generation desc limit 1)sql",
    .columns = {sql::Column::integer, sql::Column::integer, sql::Column::integer, sql::Column::text}
};

inline constexpr sql::Statement kCheckpointChunks{
    .name = "voting.checkpoint_chunks",
    .sql = R"sql(
select chunk from voting_checkpoint_chunks where generation = :generation order by ordinal)sql",
    .columns = {sql::Column::text},
    .large = true
};

inline constexpr sql::Statement kOutdatedCheckpoint{
    .name = "voting.outdated_checkpoint",
    .sql = R"sql(
select generation from voting_checkpoints c where state = 2 or exists
    (select 1 from voting_checkpoints n where n.state = 1 and n.generation > c.generation)
order by generation limit 1)sql",
    .columns = {sql::Column::integer}
};

inline constexpr sql::Statement kDropChunks{.name = "voting.drop_checkpoint_chunks", .sql = R"sql(
delete from voting_checkpoint_chunks where generation = :generation and ordinal <
    (select min(ordinal) from voting_checkpoint_chunks where generation = :generation) + 8)sql"};

inline constexpr sql::Statement kDropCheckpoint{
    .name = "voting.drop_checkpoint",
    .sql = "delete from voting_checkpoints where generation = :generation"
};

inline constexpr auto kCheckpointStatements = sql::registry(
    kNewestCheckpoint,
    kBeginCheckpoint,
    kRenewCheckpoint,
    kPutChunk,
    kFinishCheckpoint,
    kAbandonCheckpoint,
    kLatestCheckpoint,
    kCheckpointChunks,
    kOutdatedCheckpoint,
    kDropChunks,
    kDropCheckpoint
);

}  // namespace upbeat::voting::sql_text
