#include <upbeat/application/voting/moderation.hpp>

#include <utility>

namespace upbeat::voting {

Moderation::Moderation(
    ModerationPorts const& ports, Voting& voting, VotePolicy const& policy, SubmitVotes submit
)
    : watch{{ports.incidents, voting.state, ports.ids, ports.clock}, policy.anti_gaming},
      follow_ups{ports.ledger, voting.state, std::move(submit)},
      settle{{watch, ports.incidents, ports.ledger, follow_ups, ports.clock}},
      decide{{watch, ports.incidents, ports.work, ports.audit, ports.ids, ports.clock}},
      moderate_votes{{follow_ups, ports.ledger, voting.state, ports.work, ports.audit, ports.clock}
      },
      investigate{{watch, ports.ledger, voting.state, ports.clock}},
      list_incidents{ports.incidents, voting.state, ports.voters}
{
    voting.cast_votes.watch_with(watch);
}

}  // namespace upbeat::voting
