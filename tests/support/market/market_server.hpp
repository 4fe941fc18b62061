#pragma once

#include <memory>
#include <string>
#include <vector>

#include <boost/json/value.hpp>

#include <upbeat/adapters/catalog/detail_cache.hpp>
#include <upbeat/adapters/http/response.hpp>
#include <upbeat/application/contracts/event_sink.hpp>
#include <upbeat/tests/support/catalog/memory_catalog.hpp>
#include <upbeat/tests/support/fixed_clock.hpp>
#include <upbeat/tests/support/identity/memory_identity.hpp>

namespace upbeat::testing {

// What a client gets: a status, and JSON where there is a body.
struct Reply {
    unsigned status = 0;
    boost::json::value json{};
    std::string etag{};
    std::string retry_after{};

    // The text of a member at a JSON pointer; anything else than a text as its JSON.
    std::string at(std::string_view pointer) const;
};

// The endpoints of catalogue, identity and community behind the pipeline, over memory, without a
// socket.
class MarketServer : public contracts::EventSink {
   public:
    MarketServer();
    ~MarketServer() override;

    Reply get(std::string const& target, std::string const& key = {});
    Reply post(std::string const& target, std::string body, std::string const& key = {});
    Reply send(
        std::string_view method,
        std::string const& target,
        std::string body = {},
        std::string const& key = {},
        std::string const& idempotency_key = {}
    );

    // Registers an agent and gives its key.
    std::string key_of(std::string const& agent_id);

    void publish(contracts::Event const& event) override;

    static constexpr char const* kAdminKey = "the-admin-key";

    FixedClock clock{};
    MemoryCatalog catalog_store{};
    MemoryIdentity identity_store{};
    FixedStandings standings{};
    FixedVoterStandings voters{};
    std::vector<std::string> failures{};  // exceptions that became a 500

   private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace upbeat::testing
