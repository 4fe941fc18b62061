#pragma once

#include <upbeat/application/contracts/event_sink.hpp>
#include <upbeat/application/voting/voting_state.hpp>
#include <upbeat/infrastructure/voting/item_cards_gateway.hpp>
#include <upbeat/infrastructure/voting/voter_directory_gateway.hpp>

namespace upbeat::voting {

// Brings to voting what this node changed in the catalogue and among the agents: the state learns
// it and the caches drop what is old. Safe to call from any thread.
class ChangeListener final : public contracts::EventSink {
   public:
    struct Parts {
        VotingState& state;
        ItemCardsGateway& cards;
        VoterDirectoryGateway& voters;
    };

    explicit ChangeListener(Parts const& parts) : parts_{parts} {}

    void publish(contracts::Event const& event) override;

   private:
    void learn(contracts::ItemChanged const& item);
    void learn(contracts::AgentChanged const& agent);
    void learn(contracts::KeyChanged const&) {}

    Parts parts_;
};

}  // namespace upbeat::voting
