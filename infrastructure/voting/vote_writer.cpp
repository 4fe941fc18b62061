#include <upbeat/infrastructure/voting/vote_writer.hpp>

#include <exception>
#include <utility>

#include <upbeat/domain/voting/errors.hpp>

namespace upbeat::voting {
namespace {

using Outcomes = std::vector<std::vector<Result<VoteReceipt>>>;

std::vector<Result<VoteReceipt>> all_unavailable(std::size_t intents)
{
    return std::vector<Result<VoteReceipt>>(intents, fail(ledger_unavailable()));
}

Outcomes all_unavailable(std::span<VoteGroup const> groups)
{
    Outcomes outcomes;
    for (auto const& group : groups) {
        outcomes.push_back(all_unavailable(group.intents.size()));
    }
    return outcomes;
}

}  // namespace

VoteWriter::VoteWriter(Decide decide, VoteWriterOptions options)
    : decide_{std::move(decide)}, options_{std::move(options)}, thread_{[this] { run(); }}
{
}

VoteWriter::~VoteWriter()
{
    stop();
}

bool VoteWriter::submit(VoteGroup group, Done done)
{
    auto const intents = group.intents.size();
    bool wake = false;
    {
        std::lock_guard const lock{mutex_};
        if (stopping_ ||
            waiting_.load(std::memory_order_relaxed) + intents > options_.queue_limit) {
            return false;
        }
        queue_.push_back({std::move(group), std::move(done)});
        waiting_.fetch_add(intents, std::memory_order_relaxed);
        wake = std::exchange(idle_, false);
    }
    if (wake) {
        filled_.notify_one();
    }
    return true;
}

void VoteWriter::stop()
{
    {
        std::lock_guard const lock{mutex_};
        stopping_ = true;
        idle_ = false;
    }
    filled_.notify_one();
    std::call_once(joined_, [this] { thread_.join(); });
}

void VoteWriter::run()
{
    for (auto batch = take(); !batch.groups.empty(); batch = take()) {
        decide(batch);
    }
}

// Waits for the first group; nothing when the writer stops and the queue is empty.
VoteWriter::Batch VoteWriter::take()
{
    Batch batch;
    std::unique_lock lock{mutex_};
    while (queue_.empty() && !stopping_) {
        idle_ = true;
        filled_.wait(lock, [this] { return !idle_; });
    }
    while (!queue_.empty()) {
        auto const intents = queue_.front().group.intents.size();
        if (!batch.groups.empty() && batch.intents + intents > options_.batch_limit) {
            break;
        }
        batch.intents += intents;
        batch.groups.push_back(std::move(queue_.front().group));
        batch.answers.push_back(std::move(queue_.front().done));
        queue_.pop_front();
    }
    waiting_.fetch_sub(batch.intents, std::memory_order_relaxed);
    return batch;
}

void VoteWriter::decide(Batch& batch)
{
    auto const started = std::chrono::steady_clock::now();
    VoteBatchReport report{.groups = batch.groups.size(), .intents = batch.intents};
    Outcomes outcomes;
    try {
        outcomes = decide_(batch.groups);
    } catch (std::exception const& failure) {
        report.failed = true;
        if (options_.on_failure) {
            options_.on_failure(failure.what());
        }
        outcomes = all_unavailable(batch.groups);
    }
    report.took = std::chrono::steady_clock::now() - started;
    report.waiting = waiting();
    for (std::size_t i = 0; i < batch.answers.size(); ++i) {
        batch.answers[i](std::move(outcomes.at(i)));
    }
    if (options_.on_batch) {
        options_.on_batch(report);
    }
}

}  // namespace upbeat::voting
