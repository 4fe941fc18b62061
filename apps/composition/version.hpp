#pragma once

#include <string_view>

namespace upbeat::apps {

// The one version of this build, as CMake has it.
std::string_view version();

}  // namespace upbeat::apps
