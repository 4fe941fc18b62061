#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <upbeat/tests/support/program/crashable_server.hpp>
#include <upbeat/tests/support/program/postgres_server.hpp>
#include <upbeat/tests/support/program/redis_server.hpp>

namespace upbeat::testing {

// Three `upbeat serve` on one PostgreSQL and one Redis, all of one's own and all to be killed at
// will. For one thread. Throws std::runtime_error.
class NodeCluster {
   public:
    static constexpr std::size_t kNodes = 3;

    // Migrated, with tracks `track-0`.. and all nodes running. `more` goes to every node.
    explicit NodeCluster(std::size_t tracks, apps::ChildProcess::Environment const& more = {});

    CrashableServer& node(std::size_t number) { return *nodes_.at(number); }
    std::vector<std::string> const& tracks() const { return tracks_; }

    // Registers an agent at a node and gives its key.
    std::string registered(std::string const& agent, std::size_t at = 0);

    // Asks all nodes the same, and gives the answers' bodies; whoever does not answer 200 gives the
    // status.
    std::array<std::string, kNodes> bodies(std::string const& target, std::string const& key = {});
    // Whether all nodes answer each of the targets alike; if not, `differing()` says which.
    bool agree(std::vector<std::string> const& targets);
    std::string const& differing() const { return differing_; }

    // Waits for a condition that has to become true by itself, and gives how long that took; more
    // than kPatience, and it did not.
    template <class Condition>
    static std::chrono::milliseconds until(Condition condition)
    {
        auto const began = std::chrono::steady_clock::now();
        auto const passed = [began] {
            return std::chrono::floor<std::chrono::milliseconds>(
                std::chrono::steady_clock::now() - began
            );
        };
        while (!condition() && passed() <= kPatience) {
            std::this_thread::sleep_for(std::chrono::milliseconds{5});
        }
        return passed();
    }
    static constexpr std::chrono::seconds kPatience{30};

    PostgresServer postgres{{"fsync=off"}};
    RedisServer redis{};

   private:
    ScratchFolder folder_{};
    std::vector<std::string> tracks_;
    std::vector<std::unique_ptr<CrashableServer>> nodes_;
    std::string differing_;
};

}  // namespace upbeat::testing
