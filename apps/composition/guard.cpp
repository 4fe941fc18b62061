#include <upbeat/apps/composition/guard.hpp>

#include <chrono>
#include <future>
#include <memory>
#include <utility>

#include <upbeat/domain/voting/errors.hpp>

namespace upbeat::apps {
namespace {

using namespace std::chrono_literals;

constexpr auto kBetweenInvestigations = 1min;

// Queues a group and waits until it is decided.
voting::SubmitVotes waiting_on(voting::VoteQueue& queue)
{
    using Outcome = std::vector<Result<voting::VoteReceipt>>;
    return [&queue](voting::VoteGroup group) -> Outcome {
        auto const promise = std::make_shared<std::promise<Outcome>>();
        auto const intents = group.intents.size();
        auto const taken = queue.submit(std::move(group), [promise](Outcome outcome) {
            promise->set_value(std::move(outcome));
        });
        return taken ? promise->get_future().get()
                     : Outcome(intents, fail(voting::vote_queue_full()));
    };
}

Backend& reaching(Backend& backend, voting::VoteQueue& queue)
{
    backend.submit_votes = waiting_on(queue);
    return backend;
}

}  // namespace

Guard::Guard(Backend& backend, voting::VoteQueue& queue, platform::Log& log)
    : backend_{reaching(backend, queue)},
      log_{log},
      investigated_{backend.clock.now()},
      poller_{{[this] { settle(); }, [this] { investigate(); }}, [&log](char const* what) {
                  log.warn("moderation failed", {{"cause", what}});
              }}
{
}

void Guard::settle()
{
    auto const report = backend_.moderation.settle.execute();
    if (report.done > 0) {
        log_.info("votes moved by incidents", {{"votes", report.done}});
    }
}

void Guard::investigate()
{
    auto const now = backend_.clock.now();
    if (now - investigated_ < kBetweenInvestigations) {
        return;
    }
    investigated_ = now;
    backend_.moderation.watch.keep_house();
    auto const report = backend_.moderation.investigate.execute();
    if (report.incidents > 0) {
        log_.warn(
            "an investigation found suspicious votes",
            {{"items", report.suspicious}, {"incidents", report.incidents}}
        );
    }
}

}  // namespace upbeat::apps
