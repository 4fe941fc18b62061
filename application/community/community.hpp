#pragma once

#include <upbeat/application/community/join_waitlist.hpp>

namespace upbeat::community {

struct CommunityPorts {
    Waitlist& waitlist;
    Clock const& clock;
};

// Everything the community part can be asked to do.
class Community {
   public:
    explicit Community(CommunityPorts const& ports)
        : waitlist{ports.waitlist}, join_waitlist{ports.waitlist, ports.clock}
    {
    }
    Community(Community const&) = delete;
    Community& operator=(Community const&) = delete;

    Waitlist& waitlist;
    JoinWaitlist join_waitlist;
};

}  // namespace upbeat::community
