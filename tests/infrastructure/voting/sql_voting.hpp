#pragma once

#include <cstdint>
#include <future>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <upbeat/application/voting/voting.hpp>
#include <upbeat/infrastructure/voting/ledger_follower.hpp>
#include <upbeat/infrastructure/voting/sql_ledger.hpp>
#include <upbeat/infrastructure/voting/sql_reputation_adjustments.hpp>
#include <upbeat/infrastructure/voting/vote_writer.hpp>
#include <upbeat/infrastructure/voting/writer_numbers.hpp>
#include <upbeat/tests/support/fixed_clock.hpp>
#include <upbeat/tests/support/sql/fresh_database.hpp>
#include <upbeat/tests/support/voting/memory_directories.hpp>

#include "engine.hpp"

namespace upbeat::testing {

// What all nodes of a deployment share: the items item-1.., the agents agent-1.. and the clock.
struct Deployment {
    explicit Deployment(int items, int agents)
    {
        for (int i = 1; i <= items; ++i) {
            add_item(i);
        }
        for (int i = 1; i <= agents; ++i) {
            voters.add(
                {.num = {i}, .owner = {i}, .created_at = clock.now() - std::chrono::days{60}},
                "agent-" + std::to_string(i)
            );
        }
    }

    voting::ItemFacts add_item(int number)
    {
        voting::ItemFacts const facts{
            .num = {number},
            .created_at = clock.now() - std::chrono::days{30},
            .id = "item-" + std::to_string(number),
            .platform = number % 2 == 0 ? "suno" : "udio"
        };
        catalog.add(facts);
        return facts;
    }

    FixedClock clock;
    MemoryItems catalog;
    MemoryVoters voters;
};

// A node: voting over the SQL ledger, started from what the ledger holds, with its own writer.
class Node {
   public:
    Node(sql::Database& database, Deployment& deployment, voting::VotePolicy const& policy = {})
        : ledger{database, deployment.clock},
          adjustments{database},
          numbers{database},
          number{numbers.take(deployment.clock.now())},
          voting{
              {ledger,
               deployment.catalog,
               deployment.voters,
               deployment.catalog,
               adjustments,
               deployment.clock},
              policy,
              number
          }
    {
        voting.rebuild_state.execute();
        follower = std::make_unique<voting::LedgerFollower>(
            voting::LedgerFollower::Parts{
                ledger, numbers, voting.state, adjustments, deployment.clock
            },
            number
        );
        writer = std::make_unique<voting::VoteWriter>([this](auto batch) {
            return voting.cast_votes.execute(batch);
        });
    }

    using Outcome = std::vector<Result<voting::VoteReceipt>>;

    // Queues the intents as one group.
    std::future<Outcome> submit(std::vector<voting::VoteIntent> intents)
    {
        auto const promise = std::make_shared<std::promise<Outcome>>();
        auto const taken =
            writer->submit({.intents = std::move(intents)}, [promise](Outcome outcome) {
                promise->set_value(std::move(outcome));
            });
        if (!taken) {
            throw std::runtime_error{"the queue is full"};
        }
        return promise->get_future();
    }
    Outcome ask(std::vector<voting::VoteIntent> intents)
    {
        return submit(std::move(intents)).get();
    }

    std::uint64_t digest() const
    {
        return voting.state.read([](voting::VotingProjection const& p) { return p.digest(); });
    }

    voting::SqlLedger ledger;
    voting::SqlReputationAdjustments adjustments;
    voting::WriterNumbers numbers;
    std::int32_t number;
    voting::Voting voting;
    std::unique_ptr<voting::LedgerFollower> follower;
    std::unique_ptr<voting::VoteWriter> writer;  // last: its thread uses everything above
};

inline voting::VoteIntent vote_of(
    int agent,
    int item,
    Direction direction = Direction::up,
    voting::Operation operation = voting::Operation::cast
)
{
    return {
        .item_id = "item-" + std::to_string(item),
        .voter =
            voting::RegisteredVoter{
                .num = {agent},
                .agent_id = "agent-" + std::to_string(agent),
                .tier = Tier::enterprise
            },
        .operation = operation,
        .direction = direction
    };
}

}  // namespace upbeat::testing
