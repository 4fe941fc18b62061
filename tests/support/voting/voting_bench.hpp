#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include <upbeat/application/voting/conduct_watch.hpp>
#include <upbeat/application/voting/memory_incidents.hpp>
#include <upbeat/application/voting/voting.hpp>
#include <upbeat/tests/support/fixed_clock.hpp>
#include <upbeat/tests/support/voting/memory_directories.hpp>
#include <upbeat/tests/support/voting/memory_ledger.hpp>

namespace upbeat::testing {

// x_000001, x_000002, ...
class RisingIds final : public IdGenerator {
   public:
    std::string next(std::string_view prefix) override
    {
        auto digits = std::to_string(++made_);
        return std::string{prefix} + "_" + std::string(6 - digits.size(), '0') + digits;
    }

   private:
    int made_ = 0;
};

// Voting over memory ports with a clock that stands still: three tracks (song-1, song-2 of Suno AI
// and song-3 of Udio), one tool (tool-1), two agents (agent-1, agent-2), all of them 300 days old.
struct VotingBench {
    explicit VotingBench(voting::VotePolicy const& with = {}) : policy{with}
    {
        track("song-1", "Suno AI");
        track("song-2", "Suno AI");
        track("song-3", "Udio");
        item(
            {.num = ItemNum{++items_made}, .kind = ItemKind::tool, .id = "tool-1", .genre = "stems"}
        );
        agent("agent-1");
        agent("agent-2");
        voting.cast_votes.watch_with(conduct);
    }

    voting::ItemFacts item(voting::ItemFacts facts)
    {
        if (facts.created_at == Timestamp{}) {
            facts.created_at = clock.now() - std::chrono::days{300};
        }
        items.add(facts);
        voting.state.put_item(facts);
        return facts;
    }

    voting::ItemFacts track(
        std::string const& id,
        std::string const& platform = "Suno AI",
        voting::OwnerNum owner = {},
        std::string const& genre = "electronic"
    )
    {
        return item(
            {.num = ItemNum{++items_made},
             .owner = owner,
             .id = id,
             .genre = genre,
             .mood = "calm",
             .platform = platform}
        );
    }

    voting::RegisteredVoter agent(
        std::string const& id,
        Tier tier = Tier::free,
        voting::OwnerNum owner = {},
        std::chrono::days age = std::chrono::days{300}
    )
    {
        auto const num = VoterNum{++agents_made};
        voting::VoterFacts const facts{
            .num = num,
            .owner = owner.value != 0 ? owner : voting::OwnerNum{num.value},
            .created_at = clock.now() - age
        };
        voters.add(facts, id);
        voting.state.put_voter(facts);
        return {.num = num, .agent_id = id, .tier = tier};
    }

    voting::RegisteredVoter known(std::string const& id, Tier tier = Tier::free)
    {
        return {.num = voters.find(id)->num, .agent_id = id, .tier = tier};
    }

    static voting::VoteIntent intent(
        voting::Voter const& voter,
        std::string const& item,
        Direction direction = Direction::up,
        voting::Operation operation = voting::Operation::cast
    )
    {
        voting::VoteIntent made{.item_id = item, .voter = voter};
        made.kind = item.starts_with("tool") ? ItemKind::tool : ItemKind::track;
        made.direction = direction;
        made.operation = operation;
        return made;
    }

    std::vector<Result<voting::VoteReceipt>> execute(std::vector<voting::VoteIntent> const& intents)
    {
        return voting.cast_votes.execute(std::span<voting::VoteIntent const>{intents});
    }

    Result<voting::VoteReceipt> cast(
        voting::Voter const& voter, std::string const& item, Direction direction = Direction::up
    )
    {
        return execute({intent(voter, item, direction)}).front();
    }

    Result<voting::VoteReceipt> change(
        voting::Voter const& voter, std::string const& item, Direction direction
    )
    {
        return execute({intent(voter, item, direction, voting::Operation::change)}).front();
    }

    Result<voting::VoteReceipt> withdraw(voting::Voter const& voter, std::string const& item)
    {
        return execute({intent(voter, item, Direction::abstain, voting::Operation::withdraw)})
            .front();
    }

    voting::Tally tally(std::string const& item)
    {
        auto const kind = item.starts_with("tool") ? ItemKind::tool : ItemKind::track;
        return voting.get_item_standing.execute(kind, item)->tally;
    }

    // What a node that starts now would hold.
    std::uint64_t rebuilt_digest()
    {
        voting::VotingState fresh{clock.now()};
        voting::RebuildState{{ledger, items, voters, adjustments, fresh, clock}}.execute();
        return fresh.read([](voting::VotingProjection const& p) { return p.digest(); });
    }

    std::uint64_t running_digest()
    {
        voting.state.tick(clock.now());
        return voting.state.read([](voting::VotingProjection const& p) { return p.digest(); });
    }

    FixedClock clock{};
    MemoryLedger ledger{};
    MemoryItems items{};
    MemoryVoters voters{};
    MemoryAdjustments adjustments{};
    voting::VotePolicy policy{};
    voting::Voting voting{{ledger, items, voters, items, adjustments, clock}, policy, 7};
    RisingIds ids{};
    voting::MemoryIncidents incidents{};
    voting::ConductWatch conduct{{incidents, voting.state, ids, clock}, policy.anti_gaming};
    std::int64_t items_made = 0;
    std::int64_t agents_made = 0;
};

inline voting::GuestVoter guest(std::string const& name)
{
    return {.agent_id = name};
}

}  // namespace upbeat::testing
