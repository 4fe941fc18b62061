#include <upbeat/apps/composition/backend.hpp>

#include <future>
#include <utility>
#include <variant>

#include <upbeat/apps/composition/vote_policy.hpp>

namespace upbeat::apps {
namespace {

using platform::Topic;

Topic topic_of(contracts::Event const& event)
{
    if (std::holds_alternative<contracts::ItemChanged>(event)) {
        return Topic::items;
    }
    return std::holds_alternative<contracts::AgentChanged>(event) ? Topic::agents : Topic::keys;
}

voting::ArchiveLimits archive_limits(Config const& config)
{
    constexpr std::size_t kMegabyte = 1'000'000;
    return {.memory = static_cast<std::size_t>(config.chart_history_memory) * kMegabyte};
}

}  // namespace

Backend::Backend(Needs needs)
    : database{std::move(needs.database)},
      ids{clock},
      network_hash{needs.secret, "client networks"},
      kept_answers{*database},
      audit{*database},
      key_hasher{needs.secret},
      identity_reader{*database},
      identity_store{*database, announcements},
      catalog_reader{*database},
      catalog_store{*database, announcements},
      waitlist{*database},
      ledger{*database, clock},
      forgetful_ledger{ledger},
      past_ledger{*database},
      checkpoints{*database},
      adjustments{*database},
      incidents{*database},
      voting_work{*database},
      voting_audit{*database},
      writers{*database},
      voting_items{*database},
      voting_cards{catalog_reader},
      voting_voters{identity_reader, identity_store, clock},
      status_history{*database},
      vote_policy{policy_of(needs.config)},
      writer{needs.purpose == Purpose::serving ? writers.take(clock.now()) : 0},
      voting{
          {vote_ledger(needs.forget_votes),
           voting_items,
           voting_voters,
           voting_cards,
           adjustments,
           clock,
           &checkpoints},
          vote_policy,
          writer
      },
      moderation{
          {incidents, ledger, voting_voters, voting_work, voting_audit, ids, clock},
          voting,
          vote_policy,
          [this](voting::VoteGroup group) { return submit_votes(std::move(group)); }
      },
      chart_archive{
          {past_ledger, status_history, voting.state, voting_cards, clock},
          archive_limits(needs.config)
      },
      voting_changes{{voting.state, voting_cards, voting_voters}},
      standings{voting.state},
      creators{identity_reader},
      catalog{
          {.store = catalog_store,
           .reader = catalog_reader,
           .standings = standings,
           .creators = creators,
           .ids = ids,
           .clock = clock,
           .affiliate_tag = needs.config.affiliate_tag}
      },
      voter_standings{voting.get_voter_standing, voting.get_leaderboard},
      identity{
          {.store = identity_store,
           .reader = identity_reader,
           .standings = voter_standings,
           .hasher = key_hasher,
           .random = random_bytes,
           .ids = ids,
           .clock = clock,
           .admin_key = needs.config.admin_api_key,
           .allowances =
               {.free_votes_per_day = needs.config.rate_limit_free,
                .pro_votes_per_day = needs.config.rate_limit_pro}}
      },
      authenticator{identity.key_ring},
      community{{.waitlist = waitlist, .clock = clock}}
{
    ledger.on_stored([this] { bell.tell(Topic::votes); });
    adjustments.on_stored([this] { bell.tell(Topic::standings); });
    incidents.on_stored([this] { bell.tell(Topic::standings); });
    announcements.add([this](contracts::Event const& event) {
        bell.tell(topic_of(event));
        voting_changes.publish(event);
        if (auto const* item = std::get_if<contracts::ItemChanged>(&event)) {
            catalog.memory.on_changed(*item);
        } else if (auto const* agent = std::get_if<contracts::AgentChanged>(&event)) {
            identity.key_ring.on_changed(*agent);
        } else {
            identity.key_ring.on_changed(std::get<contracts::KeyChanged>(event));
        }
    });
}

voting::Ledger& Backend::vote_ledger(bool forget_votes)
{
    if (forget_votes) {
        return forgetful_ledger;
    }
    return ledger;
}

voting::RebuildReport Backend::load(voting::RebuildState::Progress const& progress)
{
    identity.agent_changes.start(clock.now());
    // The two read different things and are about as long.
    auto catalogue = std::async(std::launch::async, [this] { catalog.memory.load(); });
    auto report = voting.rebuild_state.execute(progress);
    catalogue.get();
    moderation.watch.load(ledger);
    return report;
}

}  // namespace upbeat::apps
