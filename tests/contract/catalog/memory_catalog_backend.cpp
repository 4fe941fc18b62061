#include <upbeat/tests/support/catalog/memory_catalog.hpp>

#include "catalog_backend.hpp"

namespace upbeat::testing {
namespace {

class MemoryBackend final : public CatalogBackend {
   public:
    MemoryBackend() { memory_.tell(sink); }
    catalog::CatalogStore& store() override { return memory_; }
    catalog::CatalogReader& reader() override { return memory_; }

   private:
    MemoryCatalog memory_;
};

}  // namespace

std::unique_ptr<CatalogBackend> make_catalog_backend()
{
    return std::make_unique<MemoryBackend>();
}

}  // namespace upbeat::testing
