#pragma once

#include <utility>

#include <upbeat/application/contracts/event_sink.hpp>
#include <upbeat/infrastructure/platform/sql/session.hpp>

namespace upbeat::platform {

// The events of one unit of work: published once it has committed, forgotten otherwise.
class SessionEvents final : public contracts::EventLog {
   public:
    SessionEvents(sql::Session& session, contracts::EventSink& sink)
        : session_{session}, sink_{sink}
    {
    }

    void append(contracts::Event event) override
    {
        session_.after_commit([&sink = sink_, event = std::move(event)] { sink.publish(event); });
    }

   private:
    sql::Session& session_;
    contracts::EventSink& sink_;
};

}  // namespace upbeat::platform
