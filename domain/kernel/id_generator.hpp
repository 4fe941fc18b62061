#pragma once

#include <string>
#include <string_view>

namespace upbeat {

// Makes ids: `prefix` + '_' + a time-ordered random part, for example "trk_0k3v...".
// Two calls never give the same id, also across nodes. Safe to call from any thread.
class IdGenerator {
   public:
    virtual ~IdGenerator() = default;
    virtual std::string next(std::string_view prefix) = 0;
};

}  // namespace upbeat
