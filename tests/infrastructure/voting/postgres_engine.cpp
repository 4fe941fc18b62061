#include "engine.hpp"

upbeat::sql::Engine upbeat::testing::engine_under_test()
{
    return sql::Engine::postgres;
}
