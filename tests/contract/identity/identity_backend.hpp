#pragma once

#include <memory>

#include <upbeat/application/identity/identity_reader.hpp>
#include <upbeat/application/identity/identity_store.hpp>
#include <upbeat/tests/support/catalog/recorders.hpp>

namespace upbeat::testing {

// No agents yet, on the engine that the binary at hand is about.
class IdentityBackend {
   public:
    virtual ~IdentityBackend() = default;
    virtual identity::IdentityStore& store() = 0;
    virtual identity::IdentityReader& reader() = 0;

    RecordedSink sink{};  // what was published
};

std::unique_ptr<IdentityBackend> make_identity_backend();

}  // namespace upbeat::testing
