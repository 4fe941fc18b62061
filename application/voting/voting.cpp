#include <upbeat/application/voting/voting.hpp>

namespace upbeat::voting {

Voting::Voting(VotingPorts const& ports, VotePolicy const& policy, std::int32_t writer)
    : state{ports.clock.now()},
      rebuild_state{
          {ports.ledger,
           ports.items,
           ports.voters,
           ports.adjustments,
           state,
           ports.clock,
           ports.checkpoints}
      },
      cast_votes{{ports.ledger, ports.voters, state, ports.clock}, policy, writer},
      get_chart{{state, ports.cards, ports.clock}},
      get_item_standing{state},
      get_voter_standing{state, ports.clock, policy},
      list_flagged_voters{state, ports.clock},
      list_item_votes{ports.ledger, state, ports.voters},
      list_my_votes{ports.ledger, ports.cards},
      discover{{state, ports.ledger, ports.cards, ports.voters}},
      get_discovery_stats{state},
      get_leaderboard{state, ports.voters, ports.clock},
      adjust_reputation{ports.adjustments, state, ports.clock},
      get_reputation_history{ports.ledger, ports.adjustments, state, ports.clock}
{
}

}  // namespace upbeat::voting
