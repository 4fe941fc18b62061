#include <upbeat/infrastructure/voting/sql_reputation_adjustments.hpp>

#include <limits>

#include <upbeat/infrastructure/voting/directory_statements.hpp>
#include <upbeat/infrastructure/voting/sql_unit_of_work.hpp>

namespace upbeat::voting {
namespace {

ReputationAdjustment adjustment_of(sql::Row const& row)
{
    return {
        .voter = {row.integer(0)},
        .at = row.time(1),
        .delta = static_cast<std::int32_t>(row.integer(2)),
        .reason = row.string(3),
        .by = row.string(4),
        .seq = row.integer(5),
    };
}

std::vector<ReputationAdjustment> read_all(
    sql::Database& database, sql::Statement const& statement, sql::Params const& params
)
{
    std::vector<ReputationAdjustment> found;
    database.read([&](sql::Session& session) {
        session.each(statement, params, [&](sql::Row const& row) {
            found.push_back(adjustment_of(row));
        });
    });
    return found;
}

}  // namespace

Result<std::int64_t> SqlReputationAdjustments::append(ReputationAdjustment const& adjustment)
{
    return database_.write([&](sql::Session& session) -> Result<std::int64_t> {
        auto const seq = session.number(
            sql_text::kAppendAdjustment,
            {{"voter", adjustment.voter.value},
             {"at", adjustment.at},
             {"delta", adjustment.delta},
             {"reason", adjustment.reason},
             {"by_whom", adjustment.by}}
        );
        if (on_stored_) {
            session.after_commit(on_stored_);
        }
        return seq;
    });
}

Result<void> SqlReputationAdjustments::run(
    std::function<Result<void>()> const& work, std::function<void()> const& then
)
{
    return SqlUnitOfWork{database_}.run(work, then);
}

std::vector<ReputationAdjustment> SqlReputationAdjustments::all()
{
    return since(from_micros(std::numeric_limits<std::int64_t>::min()));
}

std::vector<ReputationAdjustment> SqlReputationAdjustments::of(VoterNum voter)
{
    return read_all(database_, sql_text::kAdjustmentsOf, {{"voter", voter.value}});
}

std::vector<ReputationAdjustment> SqlReputationAdjustments::since(Timestamp instant)
{
    return read_all(database_, sql_text::kAdjustments, {{"since", instant}});
}

}  // namespace upbeat::voting
