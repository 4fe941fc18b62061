#pragma once

#include <upbeat/application/catalog/creators.hpp>

namespace upbeat::identity {
class IdentityReader;
}

namespace upbeat::catalog {

// The agents that publish, as identity knows them.
class IdentityGateway final : public Creators {
   public:
    explicit IdentityGateway(identity::IdentityReader& reader) : reader_{reader} {}

    std::optional<Creator> find(std::string const& agent_id) override;
    std::vector<Creator> find_all(std::span<std::string const> agent_ids) override;

   private:
    identity::IdentityReader& reader_;
};

}  // namespace upbeat::catalog
