#include <upbeat/application/voting/memory_incidents.hpp>
#include <upbeat/tests/support/voting/memory_checkpoints.hpp>
#include <upbeat/tests/support/voting/memory_ledger.hpp>

#include "incidents_backend.hpp"
#include "ledger_backend.hpp"

namespace upbeat::testing {
namespace {

class MemoryBackend final : public LedgerBackend {
   public:
    voting::Ledger& ledger() override { return ledger_; }
    voting::CheckpointStore& checkpoints() override { return checkpoints_; }

   private:
    MemoryLedger ledger_;
    MemoryCheckpoints checkpoints_;
};

class MemoryIncidentsBackend final : public IncidentsBackend {
   public:
    voting::Incidents& incidents() override { return incidents_; }

   private:
    voting::MemoryIncidents incidents_;
};

}  // namespace

std::unique_ptr<IncidentsBackend> make_incidents_backend()
{
    return std::make_unique<MemoryIncidentsBackend>();
}

std::unique_ptr<LedgerBackend> make_ledger_backend()
{
    return std::make_unique<MemoryBackend>();
}

}  // namespace upbeat::testing
