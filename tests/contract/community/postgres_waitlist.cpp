#include "waitlist_engine.hpp"

upbeat::sql::Engine upbeat::testing::waitlist_engine()
{
    return sql::Engine::postgres;
}
