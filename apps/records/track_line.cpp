#include <upbeat/adapters/catalog/track_body.hpp>
#include <upbeat/adapters/http/presenter.hpp>
#include <upbeat/apps/records/read_line.hpp>
#include <upbeat/apps/records/record_lines.hpp>

namespace upbeat::apps {
namespace {

using catalog::Track;
using http::field;
using http::out;

struct TrackLine : catalog::TrackBody {
    std::optional<std::string> id{};
    std::string title{};
    std::optional<std::string> platform{};
    std::optional<std::string> purchase_url{};
    std::optional<std::string> creator_id{};
    std::optional<std::string> status{};
    std::optional<Timestamp> created_at{};
    std::optional<bool> demo{};
};

http::Schema<TrackLine> const& schema()
{
    static auto const schema = catalog::track_schema<TrackLine>(
        field("id", &TrackLine::id, http::also_named("track_id")),
        field("title", &TrackLine::title),
        field("platform", &TrackLine::platform),
        field("purchase_url", &TrackLine::purchase_url, http::also_named("affiliate_link")),
        field("creator_id", &TrackLine::creator_id),
        field(
            "status",
            &TrackLine::status,
            http::one_of({"live", "hidden", "removed", "pending_review"})
        ),
        field("created_at", &TrackLine::created_at),
        field("demo", &TrackLine::demo)
    );
    return schema;
}

std::optional<std::string> unless_empty(std::string const& text)
{
    return text.empty() ? std::nullopt : std::optional{text};
}

template <std::string Track::* member>
std::optional<std::string> given(Track const& track)
{
    return unless_empty(track.*member);
}

http::Presenter<Track> const& presenter()
{
    using http::leave_out_null;
    static auto const presenter = http::presenter<Track>(
        "",
        out("id", &Track::id),
        out("title", &Track::title),
        out("artist", given<&Track::artist>, leave_out_null),
        out(
            "creator_id",
            [](Track const& t) { return unless_empty(t.owner.agent_id); },
            leave_out_null
        ),
        out("platform", [](Track const& t) { return t.platform.name; }),
        out("platform_url", given<&Track::platform_url>, leave_out_null),
        out("purchase_url", given<&Track::purchase_url>, leave_out_null),
        out("genre", given<&Track::genre>, leave_out_null),
        out("mood", &Track::moods),
        out("bpm", &Track::bpm, leave_out_null),
        out("audio_url", given<&Track::audio_url>, leave_out_null),
        out("price", [](Track const& t) { return http::Decimal{t.price.minor}; }),
        out("description", given<&Track::description>, leave_out_null),
        out("tags", &Track::tags),
        out("cover_url", given<&Track::cover_url>, leave_out_null),
        out("duration", &Track::duration, leave_out_null),
        out("status", [](Track const& t) { return std::string{to_word(t.status)}; }),
        out("demo", &Track::demo),
        out("created_at", &Track::created_at)
    );
    return presenter;
}

}  // namespace

Result<catalog::TrackRecord> track_from_line(std::string_view line)
{
    UPBEAT_TRY(auto const read, read_line(schema(), line));
    auto record = catalog::TrackRecord{};
    record.fields = catalog::fields_of(read);
    record.fields.title = read.title;
    record.fields.platform = read.platform;
    record.fields.purchase_url = read.purchase_url;
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

std::string to_line(Track const& track)
{
    return presenter().to_json(track);
}

}  // namespace upbeat::apps
