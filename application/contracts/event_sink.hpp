#pragma once

#include <upbeat/application/contracts/events.hpp>

namespace upbeat::contracts {

// Who wants to hear, on this node, of what a committed unit of work changed. Called after the
// commit on the thread that committed; must be quick, must not throw and must be safe to call
// from any thread. A node that dies before it was told reads its database when it starts, and
// other nodes ask for what changed, so nothing depends on the delivery.
class EventSink {
   public:
    virtual ~EventSink() = default;
    virtual void publish(Event const& event) = 0;
};

// For one unit of work: keeps what happened until the commit. Part of a store's transaction.
class EventLog {
   public:
    virtual ~EventLog() = default;
    virtual void append(Event event) = 0;
};

}  // namespace upbeat::contracts
