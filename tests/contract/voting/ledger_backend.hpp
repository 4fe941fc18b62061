#pragma once

#include <memory>

#include <upbeat/application/voting/checkpoint_store.hpp>
#include <upbeat/application/voting/ledger.hpp>

namespace upbeat::testing {

// An empty ledger on the engine that the binary at hand is about, and what keeps it alive.
class LedgerBackend {
   public:
    virtual ~LedgerBackend() = default;
    virtual voting::Ledger& ledger() = 0;
    virtual voting::CheckpointStore& checkpoints() = 0;
};

// One definition in each binary.
std::unique_ptr<LedgerBackend> make_ledger_backend();

}  // namespace upbeat::testing
