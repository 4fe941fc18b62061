#include <upbeat/adapters/catalog/catalog_endpoints.hpp>
#include <upbeat/adapters/catalog/catalog_inputs.hpp>
#include <upbeat/adapters/catalog/catalog_json.hpp>
#include <upbeat/adapters/catalog/track_body.hpp>

namespace upbeat::catalog {
namespace {

using namespace http;

struct PublishTrackInput : TrackBody {
    std::optional<std::string> id{};
    std::string title{};
    std::string platform{};
    std::string purchase_url{};
};

Schema<PublishTrackInput> body()
{
    return track_schema<PublishTrackInput>(
               field(
                   "id",
                   &PublishTrackInput::id,
                   id_text(),
                   described("Only administrators may choose one")
               ),
               field("title", &PublishTrackInput::title, length(1, Track::kMaxTitle)),
               field("platform", &PublishTrackInput::platform, length(1, 50), example("Suno AI")),
               field(
                   "purchase_url",
                   &PublishTrackInput::purchase_url,
                   length(1, 2048),
                   also_named("affiliate_link")
               )
    )
        .named("PublishTrack");
}

Presenter<RevisedTrack> answer(std::string const& share_base)
{
    auto const track = [](RevisedTrack const& r) -> Track const& { return r.track; };
    return presenter<RevisedTrack>(
        "PublishedTrack",
        including(track, track_presenter()),
        out("share_url",
            [share_base](RevisedTrack const& r) { return share_url(share_base, r.track); }),
        out("affiliate_added", &RevisedTrack::affiliate_added),
        out("track", track, track_presenter())
    );
}

}  // namespace

Endpoint publish_track_endpoint(Catalog& catalog, std::string const& share_base)
{
    return post("/api/v1/tracks")
        .also_at("/api/v1/songs")
        .operation("publishTrack")
        .tag("catalog")
        .summary("Publish a track")
        .description(
            "The track is live at once. The store's affiliate tag is put into the purchase URL."
        )
        .auth(Auth::any)
        .idempotent()
        .body_example(
            R"({"title":"Night Drive","platform":"Suno AI","purchase_url":"https://suno.com/song/night-drive","genre":"ambient","price":1.5})"
        )
        .body(body())
        .returns<RevisedTrack>(201, answer(share_base))
        .fails_with({
            fails(ErrorKind::conflict, std::string{kDuplicateTrack}, "Published by you already."),
            fails(ErrorKind::conflict, std::string{kItemExists}, "The id is taken."),
        })
        .worker([&catalog](Context const& context, PublishTrackInput const& in) {
            auto fields = fields_of(in);
            fields.title = in.title;
            fields.platform = in.platform;
            fields.purchase_url = in.purchase_url;
            return catalog.publish_track.execute(
                {.act = act_of(context), .fields = std::move(fields), .id = chosen_id(in.id)}
            );
        });
}

}  // namespace upbeat::catalog
