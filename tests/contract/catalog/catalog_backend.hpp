#pragma once

#include <memory>

#include <upbeat/application/catalog/catalog_reader.hpp>
#include <upbeat/application/catalog/catalog_store.hpp>
#include <upbeat/tests/support/catalog/recorders.hpp>

namespace upbeat::testing {

// An empty catalogue on the engine that the binary at hand is about.
class CatalogBackend {
   public:
    virtual ~CatalogBackend() = default;
    virtual catalog::CatalogStore& store() = 0;
    virtual catalog::CatalogReader& reader() = 0;

    RecordedSink sink{};  // what was published
};

std::unique_ptr<CatalogBackend> make_catalog_backend();

}  // namespace upbeat::testing
