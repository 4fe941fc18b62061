#include <upbeat/apps/composition/version.hpp>

namespace upbeat::apps {

std::string_view version()
{
    return UPBEAT_VERSION;
}

}  // namespace upbeat::apps
