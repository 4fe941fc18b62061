#pragma once

#include <functional>

#include <upbeat/application/contracts/events.hpp>
#include <upbeat/application/identity/identity_reader.hpp>
#include <upbeat/domain/kernel/look_back.hpp>

namespace upbeat::identity {

// What became of agents on other nodes. For the one thread that follows changes.
class AgentChanges {
   public:
    explicit AgentChanges(IdentityReader& reader) : reader_{reader} {}

    // From here on; call it before the agents are read for the first time.
    void start(Timestamp now) { back_ = LookBack{now}; }

    // Tells of every agent that changed since the last call. Looks overlap, see LookBack, so one
    // can be told several times.
    void follow(Timestamp now, std::function<void(contracts::AgentChanged const&)> const& tell);

   private:
    IdentityReader& reader_;
    LookBack back_{};
};

}  // namespace upbeat::identity
