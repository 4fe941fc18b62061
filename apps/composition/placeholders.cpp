#include <upbeat/apps/composition/placeholders.hpp>

namespace upbeat::apps {

std::optional<Result<Actor>> NoCredentials::recall(std::string_view credential, Timestamp now)
{
    return load(credential, now);
}

Result<Actor> NoCredentials::load(std::string_view, Timestamp)
{
    return fail(Error{
        .kind = ErrorKind::unauthenticated,
        .code = "invalid_api_key",
        .detail = "This key opens nothing."
    });
}

}  // namespace upbeat::apps
