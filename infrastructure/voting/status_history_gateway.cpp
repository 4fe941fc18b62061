#include <upbeat/infrastructure/voting/status_history_gateway.hpp>

#include <upbeat/infrastructure/voting/item_status_word.hpp>
#include <upbeat/infrastructure/voting/past_statements.hpp>

namespace upbeat::voting {
std::vector<StatusChange> StatusHistoryGateway::since(Timestamp instant)
{
    std::vector<StatusChange> changes;
    database_.read([&](sql::Session& session) {
        session.each(sql_text::kStatusChanges, {{"since", instant}}, [&](sql::Row const& row) {
            changes.push_back(
                {.number = row.integer(0),
                 .item = {row.integer(1)},
                 .at = row.time(2),
                 .status = item_status_of(row.text(3))}
            );
        });
    });
    return changes;
}

}  // namespace upbeat::voting
