#include <upbeat/apps/composition/backend.hpp>

#include <utility>

namespace upbeat::apps {

Backend::Backend(Needs needs) : database{std::move(needs.database)}, ids{clock} {}

}  // namespace upbeat::apps
