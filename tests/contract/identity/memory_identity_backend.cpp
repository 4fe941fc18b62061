#include <upbeat/tests/support/identity/memory_identity.hpp>

#include "identity_backend.hpp"

namespace upbeat::testing {
namespace {

class MemoryBackend final : public IdentityBackend {
   public:
    MemoryBackend() { memory_.tell(sink); }
    identity::IdentityStore& store() override { return memory_; }
    identity::IdentityReader& reader() override { return memory_; }

   private:
    MemoryIdentity memory_;
};

}  // namespace

std::unique_ptr<IdentityBackend> make_identity_backend()
{
    return std::make_unique<MemoryBackend>();
}

}  // namespace upbeat::testing
