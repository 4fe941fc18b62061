#include "sql_backend.hpp"

std::unique_ptr<upbeat::testing::LedgerBackend> upbeat::testing::make_ledger_backend()
{
    return std::make_unique<SqlBackend>(sql::Engine::sqlite);
}

std::unique_ptr<upbeat::testing::IncidentsBackend> upbeat::testing::make_incidents_backend()
{
    return std::make_unique<SqlIncidentsBackend>(sql::Engine::sqlite);
}
