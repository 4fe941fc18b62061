#include "sql_identity_backend.hpp"

std::unique_ptr<upbeat::testing::IdentityBackend> upbeat::testing::make_identity_backend()
{
    return std::make_unique<SqlIdentityBackend>(sql::Engine::postgres);
}
