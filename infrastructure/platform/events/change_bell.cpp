#include <upbeat/infrastructure/platform/events/change_bell.hpp>

#include <cstdint>
#include <stdexcept>

#include <sys/eventfd.h>
#include <unistd.h>

namespace upbeat::platform {

ChangeBell::ChangeBell() : descriptor_{::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)}
{
    if (descriptor_ < 0) {
        throw std::runtime_error{"eventfd failed: too many open files?"};
    }
}

ChangeBell::~ChangeBell()
{
    ::close(descriptor_);
}

void ChangeBell::tell(Topics changed) noexcept
{
    if (told_.fetch_or(changed, std::memory_order_acq_rel) == kNoTopic) {
        wake();
    }
}

Topics ChangeBell::take() noexcept
{
    // Emptied first: what is told after that makes it readable again.
    std::uint64_t count = 0;
    [[maybe_unused]] auto const read = ::read(descriptor_, &count, sizeof count);
    return told_.exchange(kNoTopic, std::memory_order_acq_rel);
}

void ChangeBell::wake() noexcept
{
    std::uint64_t const one = 1;
    [[maybe_unused]] auto const written = ::write(descriptor_, &one, sizeof one);
}

}  // namespace upbeat::platform
