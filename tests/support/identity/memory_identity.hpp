#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include <upbeat/application/identity/identity_reader.hpp>
#include <upbeat/application/identity/identity_store.hpp>
#include <upbeat/application/identity/key_forge.hpp>
#include <upbeat/application/identity/voter_standings.hpp>

namespace upbeat::testing {

// Agents and keys in memory, keeping every promise of their ports. Safe to use from any thread.
class MemoryIdentity final : public identity::IdentityStore, public identity::IdentityReader {
   public:
    Result<void> write(std::function<Result<void>(Tx&)> const& work) override;

    std::optional<identity::Agent> agent(std::string const& id) override;
    std::vector<identity::Agent> agents(std::span<VoterNum const> nums) override;
    std::vector<identity::Agent> agents(std::span<std::string const> ids) override;
    std::vector<identity::Agent> latest_agents(std::int64_t limit) override;
    void each_agent(Timestamp since, std::function<void(identity::Agent const&)> const& visit)
        override;
    std::optional<identity::HeldKey> key_by_hash(std::string const& hash) override;
    std::vector<identity::ApiKey> keys(identity::KeyQuery const& query, std::int64_t limit)
        override;
    std::int64_t open_keys(std::string const& agent_id, Timestamp now) override;
    void each_changed_key(
        Timestamp since, std::function<void(identity::ApiKey const&)> const& visit
    ) override;
    void note_use(std::span<std::pair<std::string, Timestamp> const> key_uses) override;

    // What was published and audited by units of work that succeeded.
    std::vector<contracts::Event> events() const;
    std::vector<contracts::AuditEntry> audited() const;
    void tell(contracts::EventSink& sink) { sink_ = &sink; }

   private:
    struct Content {
        std::map<std::string, identity::Agent> agents{};
        std::map<std::string, identity::ApiKey> keys{};
        std::int64_t last_num = 0;
    };
    class AgentsIn;
    class KeysIn;

    mutable std::recursive_mutex mutex_;
    Content content_;
    std::vector<contracts::Event> events_;
    std::vector<contracts::AuditEntry> audited_;
    contracts::EventSink* sink_ = nullptr;
};

// Voters' numbers that a test writes down; leaders come by reputation.
class FixedVoterStandings final : public identity::VoterStandings {
   public:
    std::map<VoterNum, identity::VoterNumbers> voters{};

    identity::VoterNumbers numbers(VoterNum voter) const override;
    std::vector<VoterNum> leaders(std::size_t count) const override;
};

// Turns texts around: different texts stay different, and tests can read them.
class PlainHasher final : public identity::KeyHasher {
   public:
    std::string hash(std::string_view text) const override { return {text.rbegin(), text.rend()}; }
};

// Bytes that count up, so that every key is another one.
class CountedBytes final : public identity::RandomBytes {
   public:
    std::string bytes(std::size_t count) override
    {
        ++calls_;
        return std::string(count, static_cast<char>(calls_));
    }

   private:
    int calls_ = 0;
};

}  // namespace upbeat::testing
