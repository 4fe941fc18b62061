#include <upbeat/adapters/catalog/catalog_endpoints.hpp>
#include <upbeat/adapters/catalog/catalog_inputs.hpp>
#include <upbeat/adapters/catalog/catalog_json.hpp>
#include <upbeat/adapters/catalog/track_body.hpp>

namespace upbeat::catalog {
namespace {

using namespace http;

struct ReviseTrackInput : TrackBody, ItemPath {
    std::optional<std::string> title{};
    std::optional<std::string> platform{};
    std::optional<std::string> purchase_url{};
};

Schema<ReviseTrackInput> body()
{
    return track_schema<ReviseTrackInput>(
               field("title", &ReviseTrackInput::title, length(1, Track::kMaxTitle)),
               field("platform", &ReviseTrackInput::platform, length(1, 50)),
               field(
                   "purchase_url",
                   &ReviseTrackInput::purchase_url,
                   length(1, 2048),
                   also_named("affiliate_link")
               )
    )
        .named("ReviseTrack");
}

Presenter<RevisedTrack> answer()
{
    auto const track = [](RevisedTrack const& r) -> Track const& { return r.track; };
    return presenter<RevisedTrack>(
        "RevisedTrack",
        including(track, track_presenter()),
        out("affiliate_added", &RevisedTrack::affiliate_added),
        out("track", track, track_presenter())
    );
}

Endpoint declare(EndpointBuilder<Nothing, Nothing> start, Catalog& catalog)
{
    return std::move(start)
        .tag("catalog")
        .summary("Change a track")
        .description("Fields that are not sent stay as they are; id, owner and votes always do.")
        .auth(Auth::any)
        .own_object()
        .idempotent()
        .path(item_path_schema<ReviseTrackInput>())
        .body_example(R"({"description":"Remastered in May"})")
        .body(body())
        .returns<RevisedTrack>(200, answer())
        .fails_with({no_such_item()})
        .worker([&catalog](Context const& context, ReviseTrackInput const& in) {
            auto fields = fields_of(in);
            fields.title = in.title;
            fields.platform = in.platform;
            fields.purchase_url = in.purchase_url;
            return catalog.revise_track.execute(
                {.act = act_of(context), .id = in.id.text(), .fields = std::move(fields)}
            );
        });
}

}  // namespace

Endpoint replace_track_endpoint(Catalog& catalog)
{
    return declare(put("/api/v1/tracks/{id}").also_at("/api/v1/songs/{id}"), catalog);
}

Endpoint revise_track_endpoint(Catalog& catalog)
{
    return declare(patch("/api/v1/tracks/{id}").also_at("/api/v1/songs/{id}"), catalog);
}

}  // namespace upbeat::catalog
