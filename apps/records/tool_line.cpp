#include <upbeat/adapters/catalog/tool_body.hpp>
#include <upbeat/adapters/http/presenter.hpp>
#include <upbeat/apps/records/read_line.hpp>
#include <upbeat/apps/records/record_lines.hpp>

namespace upbeat::apps {
namespace {

using catalog::Tool;
using http::field;
using http::out;

struct ToolLine : catalog::ToolBody {
    std::optional<std::string> id{};
    std::string name{};
    std::optional<std::string> website{};
    std::optional<std::string> creator_id{};
    std::optional<std::string> status{};
    std::optional<Timestamp> created_at{};
    std::optional<bool> demo{};
};

http::Schema<ToolLine> const& schema()
{
    static auto const schema = catalog::tool_schema<ToolLine>(
        field("id", &ToolLine::id),
        field("name", &ToolLine::name),
        field("website", &ToolLine::website),
        field("creator_id", &ToolLine::creator_id),
        field(
            "status",
            &ToolLine::status,
            http::one_of({"live", "hidden", "removed", "pending_review"})
        ),
        field("created_at", &ToolLine::created_at),
        field("demo", &ToolLine::demo)
    );
    return schema;
}

std::optional<std::string> unless_empty(std::string const& text)
{
    return text.empty() ? std::nullopt : std::optional{text};
}

template <std::string Tool::* member>
std::optional<std::string> given(Tool const& tool)
{
    return unless_empty(tool.*member);
}

http::Presenter<Tool> const& presenter()
{
    using http::leave_out_null;
    static auto const presenter = http::presenter<Tool>(
        "",
        out("id", &Tool::id),
        out("name", &Tool::name),
        out("website", &Tool::website),
        out("affiliate_link", given<&Tool::affiliate_link>, leave_out_null),
        out("commission_rate", &Tool::commission_rate),
        out("category", given<&Tool::category>, leave_out_null),
        out("description", given<&Tool::description>, leave_out_null),
        out("features", &Tool::features),
        out("pricing", [](Tool const& t) { return http::JsonText{t.pricing}; }),
        out(
            "creator_id",
            [](Tool const& t) { return unless_empty(t.owner.agent_id); },
            leave_out_null
        ),
        out("status", [](Tool const& t) { return std::string{to_word(t.status)}; }),
        out("demo", &Tool::demo),
        out("created_at", &Tool::created_at)
    );
    return presenter;
}

}  // namespace

Result<catalog::ToolRecord> tool_from_line(std::string_view line)
{
    UPBEAT_TRY(auto const read, read_line(schema(), line));
    auto record = catalog::ToolRecord{};
    record.fields = catalog::fields_of(read);
    record.fields.name = read.name;
    record.fields.website = read.website;
    if (read.id) {
        UPBEAT_TRY(auto const id, ItemId::parse(*read.id, "/id"));
        record.id = id.text();
    }
    record.owner_id = read.creator_id;
    if (read.status) {
        record.status = catalog::parse_status(*read.status);
    }
    record.created_at = read.created_at;
    record.demo = read.demo.value_or(false);
    return record;
}

std::string to_line(Tool const& tool)
{
    return presenter().to_json(tool);
}

}  // namespace upbeat::apps
