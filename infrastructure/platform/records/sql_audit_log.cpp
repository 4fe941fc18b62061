#include <upbeat/infrastructure/platform/records/sql_audit_log.hpp>

#include <upbeat/infrastructure/platform/records/records_statements.hpp>

namespace upbeat::platform {
namespace {

using contracts::AuditEntry;
using contracts::AuditQuery;

AuditEntry to_entry(sql::Row const& row)
{
    return {
        .number = row.integer(0),
        .at = row.time(1),
        .actor = row.string(2),
        .action = row.string(3),
        .target_type = row.string(4),
        .target_id = row.string(5),
        .reason = row.string(6),
        .request_id = row.string(7),
        .detail = row.string(8)
    };
}

sql::Params filter(AuditQuery const& query)
{
    return {{"actor", query.actor}, {"action", query.action}, {"target_id", query.target_id}};
}

}  // namespace

void SqlAuditLog::record(AuditEntry const& entry)
{
    session_.run(
        sql_text::kRecordAudit,
        {{"at", entry.at},
         {"actor", entry.actor},
         {"action", entry.action},
         {"target_type", entry.target_type},
         {"target_id", entry.target_id},
         {"reason", entry.reason},
         {"request_id", entry.request_id},
         {"detail", entry.detail}}
    );
}

Page<AuditEntry> SqlAuditReader::entries(AuditQuery const& query)
{
    return database_.read([&](sql::Session& session) {
        Page<AuditEntry> page;
        page.request = query.page;
        page.total = session.number(sql_text::kCountAudit, filter(query));
        auto params = filter(query);
        params.add("most", query.page.limit).add("skip", query.page.offset());
        session.each(sql_text::kListAudit, params, [&](sql::Row const& row) {
            page.items.push_back(to_entry(row));
        });
        return page;
    });
}

}  // namespace upbeat::platform
