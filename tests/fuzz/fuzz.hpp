#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

// What every fuzz target shares. A target is one file that defines fuzz(): libFuzzer calls it with
// texts of its own making, and a crash, a sanitizer's report or a broken promise ends the run with
// the text that caused it.
void fuzz(std::string_view text);

#define UPBEAT_FUZZ_TARGET(text)                                                      \
    extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) \
    {                                                                                 \
        fuzz({reinterpret_cast<char const*>(data), size});                            \
        return 0;                                                                     \
    }                                                                                 \
    void fuzz(std::string_view text)

// What must hold for every input.
#define UPBEAT_PROMISE(condition)                                     \
    do {                                                              \
        if (!(condition)) {                                           \
            std::fprintf(stderr, "broken promise: %s\n", #condition); \
            std::abort();                                             \
        }                                                             \
    } while (false)
