#pragma once

#include <memory>

#include <upbeat/application/voting/incidents.hpp>

namespace upbeat::testing {

// An empty store of incidents on the engine that the binary at hand is about.
class IncidentsBackend {
   public:
    virtual ~IncidentsBackend() = default;
    virtual voting::Incidents& incidents() = 0;
};

// One definition in each binary.
std::unique_ptr<IncidentsBackend> make_incidents_backend();

}  // namespace upbeat::testing
