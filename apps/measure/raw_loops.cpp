#include <upbeat/apps/measure/raw_loops.hpp>

namespace upbeat::apps {

char const* plain_value_of(std::string const& column)
{
    if (column == "comment" || column == "reasoning" || column == "confidence") {
        return nullptr;
    }
    if (column == "direction") {
        return "1";
    }
    if (column == "weight") {
        return "1000";
    }
    // Above the numbers that servers take.
    return column == "writer" ? "1000000" : "0";
}

}  // namespace upbeat::apps
