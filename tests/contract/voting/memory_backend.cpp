#include <upbeat/tests/support/voting/memory_ledger.hpp>

#include "ledger_backend.hpp"

namespace upbeat::testing {
namespace {

class MemoryBackend final : public LedgerBackend {
   public:
    voting::Ledger& ledger() override { return ledger_; }

   private:
    MemoryLedger ledger_;
};

}  // namespace

std::unique_ptr<LedgerBackend> make_ledger_backend()
{
    return std::make_unique<MemoryBackend>();
}

}  // namespace upbeat::testing
