#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace upbeat::platform {

// An open connection over which nodes hear each other, themselves included. What the nodes of one
// deployment say reaches no other. For one thread; everything may throw std::runtime_error, after
// which it is of no more use.
class NoticeLine {
   public:
    virtual ~NoticeLine() = default;

    // Readable when something may have arrived.
    virtual int descriptor() const = 0;
    // May block for half a second.
    virtual void send(std::string const& text) = 0;
    // What arrived since the last call; does not wait.
    virtual std::vector<std::string> received() = 0;
};

using OpenLine = std::function<std::unique_ptr<NoticeLine>()>;

}  // namespace upbeat::platform
