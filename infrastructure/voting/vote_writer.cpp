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

void give_answers(std::vector<VoteQueue::Done>& answers, Outcomes& outcomes)
{
    for (std::size_t i = 0; i < answers.size(); ++i) {
        answers[i](std::move(outcomes.at(i)));
    }
}

}  // namespace

VoteWriter::VoteWriter(Decide decide, VoteWriterOptions options)
    : decide_{std::move(decide)},
      options_{std::move(options)},
      answering_thread_{[this] { run_answers(); }},
      thread_{[this] { run(); }}
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
        if (!std::exchange(stopping_, true)) {
            stop_began_ = std::chrono::steady_clock::now();
        }
        idle_ = false;
    }
    filled_.notify_one();
    std::call_once(joined_, [this] {
        thread_.join();
        {
            std::lock_guard const lock{answers_mutex_};
            all_decided_ = true;
        }
        answers_changed_.notify_all();
        answering_thread_.join();
    });
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
    wait_for_groups(lock);
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

void VoteWriter::wait_for_groups(std::unique_lock<std::mutex>& lock)
{
    while (queue_.empty() && !stopping_) {
        idle_ = true;
        auto const filled =
            filled_.wait_for(lock, options_.idle_interval, [this] { return !idle_; });
        idle_ = false;
        if (!filled && options_.on_idle) {
            lock.unlock();
            try {
                options_.on_idle();
            } catch (std::exception const& failure) {
                if (options_.on_failure) {
                    options_.on_failure(failure.what());
                }
            }
            lock.lock();
        }
    }
}

void VoteWriter::decide(Batch& batch)
{
    auto const started = std::chrono::steady_clock::now();
    VoteBatchReport report{.groups = batch.groups.size(), .intents = batch.intents};
    auto outcomes = outcomes_of(batch, report);
    report.took = std::chrono::steady_clock::now() - started;
    report.waiting = waiting();
    answer({std::move(batch.answers), std::move(outcomes)});
    if (options_.on_batch) {
        options_.on_batch(report);
    }
}

VoteWriter::Outcomes VoteWriter::outcomes_of(Batch const& batch, VoteBatchReport& report)
{
    if (!patient()) {
        report.failed = true;
        return all_unavailable(batch.groups);
    }
    try {
        return decide_(batch.groups);
    } catch (std::exception const& failure) {
        report.failed = true;
        if (options_.on_failure) {
            options_.on_failure(failure.what());
        }
        return all_unavailable(batch.groups);
    }
}

// A database that is silent must not hold up the end of the process for every batch that waits.
bool VoteWriter::patient()
{
    std::lock_guard const lock{mutex_};
    return !stopping_ || std::chrono::steady_clock::now() - stop_began_ <= options_.stop_patience;
}

// At once where nobody waits, which saves the hop; otherwise on the other thread, which has one
// batch in hand and one waiting at most.
void VoteWriter::answer(Decided decided)
{
    std::unique_lock lock{answers_mutex_};
    answers_changed_.wait(lock, [this] { return !decided_; });
    if (waiting() == 0) {
        lock.unlock();
        give_answers(decided.answers, decided.outcomes);
        return;
    }
    decided_ = std::move(decided);
    lock.unlock();
    answers_changed_.notify_all();
}

void VoteWriter::run_answers()
{
    std::unique_lock lock{answers_mutex_};
    while (true) {
        answers_changed_.wait(lock, [this] { return decided_ || all_decided_; });
        if (!decided_) {
            return;
        }
        auto decided = std::move(*decided_);
        decided_.reset();
        lock.unlock();
        answers_changed_.notify_all();
        give_answers(decided.answers, decided.outcomes);
        lock.lock();
    }
}

}  // namespace upbeat::voting
