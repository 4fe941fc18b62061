#include <upbeat/adapters/http/docs_files.hpp>

#include <upbeat/embedded/docs_own.hpp>
#ifdef UPBEAT_DOCS_VIEWERS
#include <upbeat/embedded/docs_redoc.hpp>
#include <upbeat/embedded/docs_swagger.hpp>
#endif

namespace upbeat::http {

std::optional<std::string_view> docs_file(std::string_view name)
{
    if (auto const own = embedded::find(embedded::docs_own(), name)) {
        return own;
    }
#ifdef UPBEAT_DOCS_VIEWERS
    if (auto const swagger = embedded::find(embedded::docs_swagger(), name)) {
        return swagger;
    }
    return embedded::find(embedded::docs_redoc(), name);
#else
    return std::nullopt;
#endif
}

std::string_view type_of_docs_file(std::string_view name)
{
    if (name.ends_with(".js")) {
        return "text/javascript; charset=utf-8";
    }
    if (name.ends_with(".css")) {
        return "text/css; charset=utf-8";
    }
    return name.ends_with(".png") ? "image/png" : "text/html; charset=utf-8";
}

}  // namespace upbeat::http
