#include <upbeat/apps/composition/follower.hpp>

#include <chrono>
#include <utility>

namespace upbeat::apps {
namespace {

using namespace std::chrono_literals;

using platform::Topic;

// A notice may be lost, and commands send none: a revoked key is refused within a second all the
// same.
constexpr auto kLookWhenTold = 500ms;
constexpr auto kLookAlone = 250ms;
constexpr auto kOverlap = 60s;
constexpr auto kAnswersKept = 48h;
constexpr auto kBetweenCleanings = 1h;

}  // namespace

Follower::Follower(Backend& backend, Loaded loaded, platform::Log& log, OnChange on_change)
    : backend_{backend},
      on_change_{std::move(on_change)},
      ledger_{
          {backend.ledger, backend.writers, backend.voting.state, backend.adjustments, backend.clock
          },
          backend.writer
      },
      changes_{
          {backend.voting.state,
           backend.voting_items,
           backend.voting_cards,
           backend.voting_voters,
           backend.adjustments,
           backend.clock,
           &backend.incidents,
           &backend.moderation.watch},
          loaded.since
      },
      poller_{
          // Items first: votes on items that are not known yet have to wait.
          {{Topic::items | Topic::agents | Topic::standings, [this] { changes_.poll(); }},
           {Topic::votes | Topic::items | Topic::standings, [this] { ledger_.poll(); }},
           {topics(Topic::items), [this] { follow_items(backend_.clock.now()); }},
           {Topic::agents | Topic::keys, [this] { follow_agents(backend_.clock.now()); }},
           {platform::kNoTopic, [this] { keep_house(); }}},
          [&log](char const* what) { log.warn("looking for changes failed", {{"cause", what}}); },
          [this] { return told_.load(std::memory_order_relaxed) ? kLookWhenTold : kLookAlone; }
      }
{
}

bool Follower::is_new(Told& told, std::int64_t num, Timestamp changed_at)
{
    auto const [at, inserted] = told.try_emplace(num, changed_at);
    auto const news = inserted || at->second != changed_at;
    at->second = changed_at;
    return news;
}

void Follower::follow_items(Timestamp now)
{
    backend_.catalog.memory.follow(now, [this](contracts::ItemChanged const& item) {
        if (is_new(items_, item.num.value, item.changed_at)) {
            on_change_(item);
        }
    });
    std::erase_if(items_, [now](auto const& told) { return told.second < now - kOverlap; });
}

void Follower::follow_agents(Timestamp now)
{
    backend_.identity.agent_changes.follow(now, [this](contracts::AgentChanged const& agent) {
        if (is_new(agents_, agent.voter.value, agent.changed_at)) {
            backend_.identity.key_ring.on_changed(agent);
            on_change_(agent);
        }
    });
    std::erase_if(agents_, [now](auto const& told) { return told.second < now - kOverlap; });
    backend_.identity.key_ring.follow(now);
}

void Follower::keep_house()
{
    auto const now = backend_.clock.now();
    backend_.voting.state.tick(now);
    backend_.identity.key_ring.note_use(now);
    if (now - cleaned_ > kBetweenCleanings) {
        backend_.kept_answers.forget(now - kAnswersKept);
        cleaned_ = now;
    }
}

}  // namespace upbeat::apps
