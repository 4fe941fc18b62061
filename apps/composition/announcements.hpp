#pragma once

#include <functional>
#include <vector>

#include <upbeat/application/contracts/event_sink.hpp>

namespace upbeat::apps {

// Tells everybody on this node of what was committed. Listeners are added while the program is put
// together, before the first event; each must be quick, safe from any thread and must not throw.
class Announcements final : public contracts::EventSink {
   public:
    using Listener = std::function<void(contracts::Event const&)>;

    void add(Listener listener) { listeners_.push_back(std::move(listener)); }

    void publish(contracts::Event const& event) override
    {
        for (auto const& listener : listeners_) {
            listener(event);
        }
    }

   private:
    std::vector<Listener> listeners_;
};

}  // namespace upbeat::apps
