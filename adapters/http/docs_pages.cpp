#include <upbeat/adapters/http/docs_pages.hpp>

#include <map>
#include <mutex>

#include <upbeat/adapters/http/docs_files.hpp>

namespace upbeat::http {
namespace {

// Inline styles are how both viewers lay themselves out, and Redoc searches in a worker of its own
// making; scripts come from here or not at all.
constexpr std::string_view kPagePolicy =
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; worker-src blob:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

SnapshotPtr page(std::string_view html)
{
    return Snapshot::make(
        {.content_type = "text/html; charset=utf-8",
         .body = std::string{html},
         .headers = {{"Cache-Control", "no-cache"}, {"Content-Security-Policy", kPagePolicy}}}
    );
}

SnapshotPtr asset(std::string_view name)
{
    auto const content = docs_file(name);
    if (!content) {
        return nullptr;
    }
    auto made = Snapshot::make(
        {.content_type = std::string{type_of_docs_file(name)},
         .body = std::string{*content},
         .headers = {{"Cache-Control", "public, max-age=3600"}}}
    );
    made->compressed();  // here, on a worker, rather than by the first who asks for it
    return made;
}

// Assets are a megabyte each, so they are prepared when somebody opens the page.
class Assets {
   public:
    SnapshotPtr ready(std::string const& name)
    {
        std::lock_guard const lock{mutex_};
        auto const known = made_.find(name);
        return known == made_.end() ? nullptr : known->second;
    }
    Result<SnapshotPtr> make(std::string const& name)
    {
        auto made = asset(name);
        if (!made) {
            return fail({ErrorKind::not_found, "file_not_found", "There is no such file."});
        }
        std::lock_guard const lock{mutex_};
        return made_.try_emplace(name, std::move(made)).first->second;
    }

   private:
    std::mutex mutex_;
    std::map<std::string, SnapshotPtr> made_;
};

struct AssetName {
    std::string file;
};

Endpoint serve(EndpointBuilder<Nothing, Nothing> builder, std::string type, SnapshotPtr snapshot)
{
    return std::move(builder)
        .tag("documentation")
        .uncounted()
        .returns_response(200, std::move(type))
        .snapshot(
            [snapshot](Context const&) { return snapshot; },
            [snapshot](Context const&) -> Result<SnapshotPtr> { return snapshot; }
        );
}

Endpoint serve_assets()
{
    auto const assets = std::make_shared<Assets>();
    return get("/docs/assets/{file}")
        .tag("documentation")
        .hidden()
        .uncounted()
        .path(object<AssetName>(field("file", &AssetName::file, id_text())))
        .returns_response(200, "application/octet-stream")
        .snapshot(
            [assets](Context const&, AssetName const& name) { return assets->ready(name.file); },
            [assets](Context const&, AssetName const& name) { return assets->make(name.file); }
        );
}

std::string without_assets(std::string_view html)
{
    return docs_file("swagger-ui-bundle.js") ? std::string{html}
                                             : "<!doctype html><title>Upbeat API</title><p>This "
                                               "build has no documentation pages; "
                                               "see <a href=\"/openapi.json\">the description</a>.";
}

}  // namespace

Endpoints docs_endpoints(Endpoints const& described, ApiDescription const& about)
{
    auto document = openapi_document(described, about);
    auto const swagger = without_assets(docs_file("swagger.html").value_or(""));
    auto const redoc = without_assets(docs_file("redoc.html").value_or(""));
    auto const html = std::string{"text/html"};
    Endpoints all;
    all.push_back(serve(
        get("/openapi.json")
            .also_at("/api/v1/openapi.json")
            .summary("This description, for programs")
            .hidden(),
        "application/json",
        Snapshot::make(
            {.content_type = "application/json",
             .body = std::move(document),
             .headers = {{"Cache-Control", "no-cache"}}}
        )
    ));
    all.push_back(serve(
        get("/docs")
            .also_at("/")
            .also_at("/api/v1/docs")
            .also_at("/api-docs")
            .also_at("/api")
            .hidden(),
        html,
        page(swagger)
    ));
    all.push_back(serve(get("/redoc").hidden(), html, page(redoc)));
    all.push_back(serve(get("/docs/errors").hidden(), html, page(errors_page(described))));
    all.push_back(serve_assets());
    return all;
}

}  // namespace upbeat::http
