#include <upbeat/infrastructure/voting/status_history_gateway.hpp>

#include <upbeat/infrastructure/voting/past_statements.hpp>

namespace upbeat::voting {
namespace {

ItemStatus status_of(std::string_view word)
{
    if (word == "live") {
        return ItemStatus::live;
    }
    return word == "removed" ? ItemStatus::removed : ItemStatus::hidden;
}

}  // namespace

std::vector<StatusChange> StatusHistoryGateway::since(Timestamp instant)
{
    std::vector<StatusChange> changes;
    database_.read([&](sql::Session& session) {
        session.each(sql_text::kStatusChanges, {{"since", instant}}, [&](sql::Row const& row) {
            changes.push_back(
                {.number = row.integer(0),
                 .item = {row.integer(1)},
                 .at = row.time(2),
                 .status = status_of(row.text(3))}
            );
        });
    });
    return changes;
}

}  // namespace upbeat::voting
