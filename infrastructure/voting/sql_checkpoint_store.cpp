#include <upbeat/infrastructure/voting/sql_checkpoint_store.hpp>

#include <upbeat/infrastructure/platform/crypto.hpp>
#include <upbeat/infrastructure/platform/sql/errors.hpp>
#include <upbeat/infrastructure/voting/checkpoint_statements.hpp>

namespace upbeat::voting {
namespace {

namespace text = sql_text;

constexpr int kBeingWritten = 0;

struct Newest {
    std::int64_t generation = 0;
    int state = 1;
    Timestamp heard_at{};
};

Newest newest(sql::Session& session)
{
    auto const read = [](sql::Row const& row) {
        return Newest{row.integer(0), static_cast<int>(row.integer(1)), row.time(2)};
    };
    return session.maybe(text::kNewestCheckpoint, {}, read).value_or(Newest{});
}

}  // namespace

std::optional<std::int64_t> SqlCheckpointStore::begin(std::int32_t format, Timestamp now)
{
    try {
        auto const begun =
            database_.write([&](sql::Session& session) -> Result<std::optional<std::int64_t>> {
                auto const last = newest(session);
                if (last.state == kBeingWritten && now - last.heard_at < kLease) {
                    return std::optional<std::int64_t>{};
                }
                auto const generation = last.generation + 1;
                session.run(
                    text::kBeginCheckpoint,
                    {{"generation", generation}, {"now", now}, {"format", format}}
                );
                return std::optional{generation};
            });
        return *begun;
    } catch (sql::Conflict const&) {
        return std::nullopt;  // another node was first
    }
}

bool SqlCheckpointStore::put(
    std::int64_t generation, std::size_t ordinal, std::string_view chunk, Timestamp now
)
{
    auto const stored = platform::to_base64url(chunk);
    auto const held = database_.write([&](sql::Session& session) -> Result<bool> {
        if (session.run(text::kRenewCheckpoint, {{"generation", generation}, {"now", now}}) == 0) {
            return false;
        }
        session.run(
            text::kPutChunk, {{"generation", generation}, {"ordinal", ordinal}, {"chunk", stored}}
        );
        return true;
    });
    return *held;
}

bool SqlCheckpointStore::finish(std::int64_t generation, std::string_view head)
{
    auto const stored = platform::to_base64url(head);
    auto const held = database_.write([&](sql::Session& session) -> Result<bool> {
        return session.run(
                   text::kFinishCheckpoint, {{"generation", generation}, {"head", stored}}
               ) > 0;
    });
    return *held;
}

void SqlCheckpointStore::abandon(std::int64_t generation)
{
    (void)database_.write([&](sql::Session& session) -> Result<void> {
        session.run(text::kAbandonCheckpoint, {{"generation", generation}});
        return {};
    });
}

bool SqlCheckpointStore::clean()
{
    auto const left = database_.write([&](sql::Session& session) -> Result<bool> {
        auto const outdated = session.maybe(text::kOutdatedCheckpoint, {}, [](auto const& row) {
            return row.integer(0);
        });
        if (!outdated) {
            return false;
        }
        if (session.run(text::kDropChunks, {{"generation", *outdated}}) == 0) {
            session.run(text::kDropCheckpoint, {{"generation", *outdated}});
        }
        return true;
    });
    return *left;
}

std::optional<StoredCheckpoint> SqlCheckpointStore::latest()
{
    return database_.read([](sql::Session& session) {
        return session.maybe(text::kLatestCheckpoint, {}, [](sql::Row const& row) {
            return StoredCheckpoint{
                .generation = row.integer(0),
                .format = static_cast<std::int32_t>(row.integer(1)),
                .at = row.time(2),
                .head = platform::from_base64url(row.text(3)).value_or("")
            };
        });
    });
}

void SqlCheckpointStore::each_chunk(
    std::int64_t generation, std::function<bool(std::string_view)> const& visit
)
{
    database_.read([&](sql::Session& session) {
        auto go_on = true;
        session
            .each(text::kCheckpointChunks, {{"generation", generation}}, [&](sql::Row const& row) {
                go_on = go_on && visit(platform::from_base64url(row.text(0)).value_or(""));
            });
    });
}

}  // namespace upbeat::voting
