#include <upbeat/infrastructure/platform/records/sql_idempotency.hpp>

#include <upbeat/infrastructure/platform/records/records_statements.hpp>

namespace upbeat::platform {
namespace {

KeptRequest to_request(sql::Row const& row)
{
    return {
        .fingerprint = row.string(0),
        .answer =
            {.status = static_cast<unsigned>(row.integer(1)),
             .content_type = row.string(2),
             .body = row.string(3),
             .headers = row.string(4)}
    };
}

}  // namespace

std::optional<KeptRequest> SqlIdempotency::find(std::string const& owner, std::string const& key)
{
    return database_.read([&](sql::Session& session) {
        return session.maybe(
            sql_text::kFindAnswer, {{"owner", owner}, {"request_key", key}}, to_request
        );
    });
}

// The row goes in last: what locks its key then is held for the shortest time.
Result<KeptAnswer> SqlIdempotency::perform(
    IdempotencyTicket const& ticket, Timestamp now, Work const& work
)
{
    return database_.write([&](sql::Session& session) -> Result<KeptAnswer> {
        UPBEAT_TRY(auto answer, work());
        auto const kept = session.run(
            sql_text::kKeepAnswer,
            {{"owner", ticket.owner},
             {"request_key", ticket.key},
             {"fingerprint", ticket.fingerprint},
             {"status", answer.status},
             {"content_type", answer.content_type},
             {"headers", answer.headers},
             {"body", answer.body},
             {"created_at", now}}
        );
        if (kept == 0) {
            return fail(idempotency_key_taken());
        }
        return answer;
    });
}

std::int64_t SqlIdempotency::forget(Timestamp before)
{
    auto const dropped = database_.autocommit([&](sql::Session& session) -> Result<std::int64_t> {
        return session.run(sql_text::kForgetAnswers, {{"before", before}});
    });
    return dropped.value_or(0);
}

}  // namespace upbeat::platform
