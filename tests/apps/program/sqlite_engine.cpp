#include "engine.hpp"

upbeat::testing::Engine engine_under_test()
{
    return upbeat::testing::Engine::sqlite;
}
