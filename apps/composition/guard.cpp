#include <upbeat/apps/composition/guard.hpp>

#include <chrono>
#include <future>
#include <memory>
#include <utility>

#include <upbeat/domain/voting/errors.hpp>

namespace upbeat::apps {
namespace {

constexpr std::chrono::milliseconds kPace{250};

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

}  // namespace

Guard::Guard(Backend& backend, voting::VoteQueue& queue, platform::Log& log)
    : backend_{backend},
      log_{log},
      newcomers_{
          {backend.ledger,
           backend.voting.state,
           backend.clock,
           voting::steps_through(backend.moderation.follow_ups, backend.moderation.watch)},
          backend.vote_policy
      },
      investigated_{backend.clock.now()}
{
    backend.submit_votes = waiting_on(queue);
    newcomers_.begin();
    backend.voting.state.set_witness([this](auto entries) { newcomers_.see(entries); });
    poller_.emplace(
        std::vector<voting::Poller::Job>{
            {.look = [this] { settle(); }},
            {.look = [this] { share(); }},
            {.look = [this] { investigate(); }}
        },
        [&log](char const* what) { log.warn("moderation failed", {{"cause", what}}); },
        [] { return kPace; }
    );
}

Guard::~Guard()
{
    poller_->stop();
    backend_.voting.state.set_witness({});
}

void Guard::settle()
{
    auto const report = backend_.moderation.settle.execute();
    if (report.done > 0) {
        log_.info("votes moved by incidents", {{"votes", report.done}});
    }
}

void Guard::share()
{
    auto const now = backend_.clock.now();
    if (now - shared_ >= voting::kBetweenShares) {
        shared_ = now;
        newcomers_.execute();
    }
}

void Guard::investigate()
{
    auto const now = backend_.clock.now();
    if (now - investigated_ < voting::kBetweenInvestigations) {
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
