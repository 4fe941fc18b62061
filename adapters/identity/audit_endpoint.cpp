#include <upbeat/adapters/http/presenter.hpp>
#include <upbeat/adapters/http/schema.hpp>
#include <upbeat/adapters/identity/identity_endpoints.hpp>

namespace upbeat::identity {
namespace {

using namespace http;
using contracts::AuditEntry;

struct AuditInput {
    std::string actor{};
    std::string action{};
    std::string target_id{};
    std::int64_t page = 1;
    std::int64_t limit = 50;
};

Presenter<AuditEntry> entry_presenter()
{
    return presenter<AuditEntry>(
        "AuditEntry",
        out("number", &AuditEntry::number),
        out("at", &AuditEntry::at),
        out("actor", &AuditEntry::actor),
        out("action", &AuditEntry::action),
        out("target_type", &AuditEntry::target_type),
        out("target_id", &AuditEntry::target_id),
        out("reason", &AuditEntry::reason),
        out("request_id", &AuditEntry::request_id),
        out("detail", &AuditEntry::detail)
    );
}

}  // namespace

Endpoint audit_endpoint(contracts::AuditReader& audit)
{
    using Entries = Page<AuditEntry>;
    return get("/api/v1/admin/audit")
        .operation("auditLog")
        .tag("admin")
        .summary("What administrators did, the latest first")
        .auth(Auth::admin)
        .query(object<AuditInput>(
            field("actor", &AuditInput::actor, max_length(64), defaulted),
            field("action", &AuditInput::action, max_length(64), defaulted),
            field("target_id", &AuditInput::target_id, max_length(64), defaulted),
            field("page", &AuditInput::page, between(1, 10'000), defaulted),
            field("limit", &AuditInput::limit, between(1, 200), defaulted)
        ))
        .returns<Entries>(
            200,
            presenter<Entries>(
                "AuditLog",
                out("entries", &Entries::items, entry_presenter()),
                out("total", &Entries::total),
                out("page", [](Entries const& page) { return page.request.page; }),
                out("pages", [](Entries const& page) { return page.pages(); }),
                out("limit", [](Entries const& page) { return page.request.limit; })
            )
        )
        .worker([&audit](Context const&, AuditInput const& in) -> Result<Entries> {
            return audit.entries({
                .actor = in.actor,
                .action = in.action,
                .target_id = in.target_id,
                .page = {.page = in.page, .limit = in.limit},
            });
        });
}

}  // namespace upbeat::identity
