#pragma once

#include <upbeat/infrastructure/voting/sql_checkpoint_store.hpp>
#include <upbeat/infrastructure/voting/sql_incidents.hpp>
#include <upbeat/infrastructure/voting/sql_ledger.hpp>
#include <upbeat/tests/support/fixed_clock.hpp>
#include <upbeat/tests/support/sql/fresh_database.hpp>

#include "incidents_backend.hpp"
#include "ledger_backend.hpp"

namespace upbeat::testing {

class SqlBackend final : public LedgerBackend {
   public:
    explicit SqlBackend(sql::Engine engine) : database_{engine} {}

    voting::Ledger& ledger() override { return ledger_; }
    voting::CheckpointStore& checkpoints() override { return checkpoints_; }

   private:
    FreshDatabase database_;
    FixedClock clock_;
    voting::SqlLedger ledger_{*database_, clock_};
    voting::SqlCheckpointStore checkpoints_{*database_};
};

class SqlIncidentsBackend final : public IncidentsBackend {
   public:
    explicit SqlIncidentsBackend(sql::Engine engine) : database_{engine} {}

    voting::Incidents& incidents() override { return incidents_; }

   private:
    FreshDatabase database_;
    voting::SqlIncidents incidents_{*database_};
};

}  // namespace upbeat::testing
