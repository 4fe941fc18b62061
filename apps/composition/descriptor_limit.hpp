#pragma once

#include <cstddef>

namespace upbeat::apps {

// Lets this process open as many files and connections as the system allows it, since the usual
// limit of 1024 is less than one service may have to serve. Returns the limit in effect.
std::size_t raise_descriptor_limit();

}  // namespace upbeat::apps
