#define CATCH_CONFIG_MAIN
#include <cstdlib>
#include <fstream>

#include <catch2/catch.hpp>

namespace {

// Adds one line "name passed failed" to the file that UPBEAT_TEST_TALLY names, so that `./dev test`
// can say how many cases ran over all binaries.
class Tally : public Catch::TestEventListenerBase {
   public:
    using Catch::TestEventListenerBase::TestEventListenerBase;

    void testRunEnded(Catch::TestRunStats const& run) override
    {
        auto const* const path = std::getenv("UPBEAT_TEST_TALLY");
        if (path == nullptr) {
            return;
        }
        auto const& cases = run.totals.testCases;
        std::ofstream{path, std::ios::app} << run.runInfo.name + ' ' +
                                                  std::to_string(cases.passed) + ' ' +
                                                  std::to_string(cases.failed) + '\n';
    }
};

}  // namespace

CATCH_REGISTER_LISTENER(Tally)
