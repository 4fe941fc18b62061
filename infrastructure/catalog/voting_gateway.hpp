#pragma once

#include <upbeat/application/catalog/standings.hpp>

namespace upbeat::voting {
class VotingState;
}

namespace upbeat::catalog {

// What the votes say, out of voting's memory.
class VotingGateway final : public Standings {
   public:
    explicit VotingGateway(voting::VotingState const& state) : state_{state} {}

    VoteNumbers numbers(ItemNum item) const override;
    std::vector<VoteNumbers> numbers(std::vector<ItemNum> const& items) const override;
    void sort(std::vector<ItemNum>& items, StandingOrder order) const override;
    std::vector<ItemNum> slice(
        ItemKind kind, StandingOrder order, std::size_t offset, std::size_t count
    ) const override;

   private:
    voting::VotingState const& state_;
};

}  // namespace upbeat::catalog
