#include <chrono>
#include <random>
#include <thread>

#include "attempts.hpp"
#include "failures.hpp"

namespace upbeat::sql {
namespace {

// Apart from each other, so that those who collided do not collide again: up to 5 ms, then 20 ms.
std::chrono::microseconds jitter(int attempt)
{
    thread_local std::minstd_rand random{std::random_device{}()};
    std::uniform_int_distribution<int> within{200, attempt == 1 ? 5'000 : 20'000};
    return std::chrono::microseconds{within(random)};
}

}  // namespace

bool Attempts::succeeds(FunctionRef<void()> run, bool const& final)
{
    try {
        run();
        return true;
    } catch (Unavailable const& failure) {
        if (final || made_ == kMost || !may_repeat(failure)) {
            throw;
        }
    }
    std::this_thread::sleep_for(jitter(made_));
    ++made_;
    return false;
}

bool Attempts::may_repeat(Unavailable const& failure) const
{
    auto const lost = dynamic_cast<Lost const*>(&failure) != nullptr;
    auto const contended = dynamic_cast<Contended const*>(&failure) != nullptr;
    return contended || (lost && (!failure.in_doubt() || repeat_ == Repeat::always));
}

}  // namespace upbeat::sql
