#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include <upbeat/domain/kernel/result.hpp>

namespace upbeat::http {

// How many streams may be open at once.
struct StreamQuota {
    std::size_t total = 10'000;
    std::size_t per_network = 100;
};

// Counts the open streams, all and by network. Safe to use from any thread.
class StreamSlots {
   public:
    explicit StreamSlots(StreamQuota quota);

    // A place for one stream, free again when the last copy of what is returned is gone, which may
    // be later than this object. `network` empty: not counted by network. Fails with
    // too_many_streams or no_stream_left, both with a time to wait.
    Result<std::shared_ptr<void const>> take(std::string const& network);

    std::size_t open() const;

   private:
    struct Books;
    class Place;

    std::shared_ptr<Books> books_;
};

// The two refusals, for documents.
Error too_many_streams(std::size_t per_network);
Error no_stream_left();

}  // namespace upbeat::http
