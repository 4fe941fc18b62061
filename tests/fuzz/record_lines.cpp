#include <upbeat/apps/records/record_lines.hpp>

#include "fuzz.hpp"

// The lines of an import file, through the schemas that endpoints use as well.
UPBEAT_FUZZ_TARGET(text)
{
    using namespace upbeat::apps;

    auto const track = track_from_line(text);
    auto const tool = tool_from_line(text);
    auto const agent = agent_from_line(text);
    for (auto const* const error :
         {track ? nullptr : &track.error(),
          tool ? nullptr : &tool.error(),
          agent ? nullptr : &agent.error()}) {
        UPBEAT_PROMISE(error == nullptr || !error->detail.empty());
    }
}
