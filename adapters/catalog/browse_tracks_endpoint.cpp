#include <upbeat/adapters/catalog/catalog_endpoints.hpp>
#include <upbeat/adapters/catalog/catalog_json.hpp>
#include <upbeat/adapters/catalog/page_presenter.hpp>
#include <upbeat/adapters/catalog/track_query.hpp>

namespace upbeat::catalog {
namespace {

using namespace http;

struct AdminTracksInput : TrackQuery {
    std::optional<Status> status{};
};

struct NewReleasesInput {
    std::int64_t limit = 24;
};

auto page_of_tracks()
{
    return page_presenter<TrackCard>("TrackPage", "tracks", track_card_presenter());
}

Words<Status> status_words()
{
    return words<Status>({
        {"live", Status::live},
        {"hidden", Status::hidden},
        {"removed", Status::removed},
        {"pending_review", Status::pending_review},
    });
}

}  // namespace

Endpoint browse_tracks_endpoint(Catalog& catalog)
{
    return get("/api/v1/tracks")
        .also_at("/api/v1/songs")
        .operation("browseTracks")
        .tag("catalog")
        .summary("Tracks by genre, mood, platform, price, tempo and words")
        .description(
            "Parameters that take several words may be repeated or hold words between commas; one "
            "of them must fit, and every parameter must. page x limit may not exceed 10000."
        )
        .query(track_query_schema<TrackQuery>())
        .returns<Page<TrackCard>>(200, page_of_tracks())
        .fails_with({fails(ErrorKind::invalid_input, std::string{kPageTooDeep})})
        .worker([&catalog](Context const&, TrackQuery const& in) {
            return catalog.browse_tracks.execute(
                {.filter = filter_of(in), .sort = in.sort, .page = in.request()}
            );
        });
}

Endpoint new_releases_endpoint(Catalog& catalog)
{
    return get("/api/v1/new-releases")
        .operation("newReleases")
        .tag("catalog")
        .summary("The newest tracks")
        .query(object<NewReleasesInput>(
            field("limit", &NewReleasesInput::limit, between(1, 100), defaulted)
        ))
        .returns<Page<TrackCard>>(200, page_of_tracks())
        .worker([&catalog](Context const&, NewReleasesInput const& in) {
            return catalog.browse_tracks.execute({.page = {.page = 1, .limit = in.limit}});
        });
}

Endpoint admin_tracks_endpoint(Catalog& catalog)
{
    return get("/api/v1/admin/tracks")
        .operation("adminTracks")
        .tag("admin")
        .summary("Tracks of every status")
        .auth(Auth::admin)
        .query(track_query_schema<AdminTracksInput>(
            field("status", &AdminTracksInput::status, status_words())
        ))
        .returns<Page<TrackCard>>(200, page_of_tracks())
        .worker([&catalog](Context const&, AdminTracksInput const& in) {
            auto filter = filter_of(in);
            filter.status = in.status;
            return catalog.browse_tracks.execute(
                {.filter = std::move(filter), .sort = in.sort, .page = in.request()}
            );
        });
}

}  // namespace upbeat::catalog
