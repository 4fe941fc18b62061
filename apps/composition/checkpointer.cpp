#include <upbeat/apps/composition/checkpointer.hpp>

#include <algorithm>
#include <exception>

namespace upbeat::apps {
namespace {

using namespace std::chrono_literals;

// A checkpoint saves a start the reading of votes, a few microseconds each, and costs the writing
// of every item and every voter, about as much each, and some 100 bytes of the database. A tenth of
// what is written is worth it while the node runs; at the end, when the next start is near, a
// hundredth. Below the least numbers, a start reads the votes in no time whatever is written.
constexpr std::uint64_t kLeast = 10'000;
constexpr std::uint64_t kLeastAtEnd = 1'000;
constexpr std::uint64_t kShare = 10;
constexpr std::uint64_t kShareAtEnd = 100;
constexpr auto kRest = 5ms;
// One may be refused because of a vote whose commit is in doubt, or because another node writes.
constexpr int kManyMissed = 3;

double seconds_of(Timestamp at)
{
    return static_cast<double>(to_micros(at)) / 1e6;
}

}  // namespace

Checkpointer::Checkpointer(
    Parts const& parts, std::chrono::milliseconds interval, std::uint64_t contained
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
    contained_.set(static_cast<double>(contained));
    begin(contained);
    if (interval_ > 0ms) {
        thread_ = std::thread{[this] { run(); }};
    }
}

Checkpointer::~Checkpointer()
{
    stop(0ms);
}

void Checkpointer::begin(std::uint64_t contained)
{
    try {
        checkpoint_.begin_after(contained);
    } catch (std::exception const& failure) {
        parts_.log.warn("the checkpoint's age is not known", {{"cause", failure.what()}});
    }
    note(Outcome::unchanged);
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
        write(due(kLeastAtEnd, kShareAtEnd), Pace::hurried);
    }
}

// The first one at once if the start had to read much: the next start may come any time.
void Checkpointer::run()
{
    std::unique_lock lock{mutex_};
    auto wait = 0ms;
    while (!wake_.wait_for(lock, wait, [this] { return stopping_; })) {
        lock.unlock();
        write(due(kLeast, kShare), Pace::resting);
        lock.lock();
        wait = interval_;
    }
}

std::uint64_t Checkpointer::due(std::uint64_t least, std::uint64_t share) const
{
    auto const records = parts_.state.read([](voting::VotingProjection const& projection) {
        return projection.items().size() + projection.voters().size();
    });
    return std::max<std::uint64_t>(least, records / share);
}

void Checkpointer::write(std::uint64_t least, Pace pace)
{
    auto outcome = Outcome::given_up;
    try {
        checkpoint_.look();
        outcome = try_to_write(least, pace);
    } catch (std::exception const& failure) {
        parts_.log.warn("writing a checkpoint failed", {{"cause", failure.what()}});
    }
    note(outcome);
}

Checkpointer::Outcome Checkpointer::try_to_write(std::uint64_t least, Pace pace)
{
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
    return report.outcome;
}

// One that another node has written meanwhile is as good.
void Checkpointer::note(Outcome outcome)
{
    std::lock_guard const lock{mutex_};
    auto const fresh = checkpoint_.contained() != last_contained_;
    last_at_ = checkpoint_.at();
    last_contained_ = checkpoint_.contained();
    auto const done = outcome == Outcome::written || outcome == Outcome::unchanged || fresh;
    missed_ = done ? 0 : missed_ + 1;
}

platform::CheckpointHealth Checkpointer::health() const
{
    using State = platform::CheckpointHealth::State;
    auto const votes = parts_.state.read([](voting::VotingProjection const& projection) {
        return projection.entries();
    });
    auto const now = parts_.clock.now();
    std::lock_guard const lock{mutex_};
    auto health = platform::CheckpointHealth{
        .votes_since = static_cast<std::int64_t>(votes - std::min(votes, last_contained_))
    };
    if (interval_ > 0ms) {
        health.state = missed_ >= kManyMissed ? State::overdue : State::current;
    }
    if (last_at_) {
        health.age = std::chrono::floor<std::chrono::seconds>(now - *last_at_);
    }
    return health;
}

// False when it has to end: once the service stops, at the deadline.
bool Checkpointer::rest(Pace pace)
{
    std::unique_lock lock{mutex_};
    if (pace == Pace::resting) {
        wake_.wait_for(lock, kRest, [this] { return stopping_; });
    }
    return !stopping_ || std::chrono::steady_clock::now() < deadline_;
}

}  // namespace upbeat::apps
