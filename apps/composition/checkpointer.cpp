#include <upbeat/apps/composition/checkpointer.hpp>

#include <exception>

namespace upbeat::apps {
namespace {

using namespace std::chrono_literals;
using Outcome = voting::CheckpointReport::Outcome;

// Fewer votes than these are read from the ledger in no time.
constexpr std::uint64_t kLeast = 10'000;
constexpr std::uint64_t kLeastAtEnd = 1'000;
constexpr auto kRest = 5ms;

double seconds_of(Timestamp at)
{
    return static_cast<double>(to_micros(at)) / 1e6;
}

}  // namespace

Checkpointer::Checkpointer(
    Parts const& parts, std::chrono::seconds interval, std::uint64_t contained
)
    : parts_{parts},
      interval_{interval},
      checkpoint_{parts.state, parts.store, parts.clock},
      written_at_{parts.metrics.gauge(
          "upbeat_checkpoint_timestamp_seconds", "When the last checkpoint was written here."
      )},
      contained_{
          parts.metrics.gauge("upbeat_checkpoint_votes", "Votes that the checkpoint contains.")
      }
{
    checkpoint_.contains(contained);
    contained_.set(static_cast<double>(contained));
    if (interval_ > 0s) {
        thread_ = std::thread{[this] { run(); }};
    }
}

Checkpointer::~Checkpointer()
{
    stop(0ms);
}

void Checkpointer::stop(std::chrono::milliseconds patience)
{
    {
        std::lock_guard const lock{mutex_};
        if (stopping_) {
            return;
        }
        stopping_ = true;
        deadline_ = std::chrono::steady_clock::now() + patience;
    }
    wake_.notify_all();
    if (!thread_.joinable()) {
        return;
    }
    thread_.join();
    if (patience > 0ms) {
        write(kLeastAtEnd, Pace::hurried);
    }
}

void Checkpointer::run()
{
    std::unique_lock lock{mutex_};
    while (!wake_.wait_for(lock, interval_, [this] { return stopping_; })) {
        lock.unlock();
        write(kLeast, Pace::resting);
        lock.lock();
    }
}

void Checkpointer::write(std::uint64_t least, Pace pace)
{
    try {
        auto const before = parts_.clock.now();
        auto const report = checkpoint_.execute(least, [this, pace] { return rest(pace); });
        if (report.outcome == Outcome::written) {
            auto const now = parts_.clock.now();
            written_at_.set(seconds_of(now));
            contained_.set(static_cast<double>(report.entries));
            parts_.log.info(
                "checkpoint written",
                {{"votes", report.entries},
                 {"pieces", report.chunks},
                 {"bytes", report.bytes},
                 {"ms", std::chrono::duration<double, std::milli>(now - before).count()},
                 {"longest_copy_us", report.longest_copy.count()}}
            );
        } else if (report.outcome == Outcome::postponed || report.outcome == Outcome::given_up) {
            parts_.log.info("no checkpoint was written this time");
        }
    } catch (std::exception const& failure) {
        parts_.log.warn("writing a checkpoint failed", {{"cause", failure.what()}});
    }
}

// False when it has to end: at once while resting, at the deadline when hurried.
bool Checkpointer::rest(Pace pace)
{
    std::unique_lock lock{mutex_};
    if (pace == Pace::hurried) {
        return std::chrono::steady_clock::now() < deadline_;
    }
    return !wake_.wait_for(lock, kRest, [this] { return stopping_; });
}

}  // namespace upbeat::apps
