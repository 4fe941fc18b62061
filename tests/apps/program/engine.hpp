#pragma once

#include <upbeat/tests/support/program/scratch_database.hpp>

// The engine this binary is about: one of the two _engine.cpp files says it.
upbeat::testing::Engine engine_under_test();
