#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

#include <upbeat/adapters/platform/health_source.hpp>
#include <upbeat/domain/kernel/clock.hpp>
#include <upbeat/infrastructure/platform/log.hpp>

namespace upbeat::apps {

// Looks after the database and the Redis from a thread of its own, so that whoever asks /health is
// answered at once, also while they hang. A look is taken every second; a database that stopped
// answering is reported after at most two.
class HealthMonitor final : public platform::HealthSource {
   public:
    struct Probes {
        std::function<void()> database{};           // throws if it does not answer
        std::function<bool()> schema_is_current{};  // asked after the database answered
        std::function<std::chrono::microseconds()> clock_lead{};   // asked like the schema
        std::function<bool()> redis{};                             // empty: none is configured
        std::function<platform::HealthCounts()> counts{};          // from memory, any thread
        std::function<platform::ClusterHealth()> cluster{};        // the same
        std::function<platform::CheckpointHealth()> checkpoint{};  // the same
    };
    struct Facts {
        bool anti_gaming = false;
        bool rate_limiting = true;
    };

    // Takes the first look before it returns.
    HealthMonitor(Probes probes, Facts facts, Clock const& clock, platform::Log& log);
    ~HealthMonitor() override;
    HealthMonitor(HealthMonitor const&) = delete;
    HealthMonitor& operator=(HealthMonitor const&) = delete;

    platform::HealthReport report() const override;

   private:
    struct Look {
        bool database = false;
        bool schema = false;
        std::chrono::microseconds lead{0};  // of our clock over the database's
        platform::RedisState redis = platform::RedisState::not_configured;
    };

    Look look() const;
    void run();
    void note(Look const& seen);

    Probes probes_;
    Facts facts_;
    Clock const& clock_;
    platform::Log& log_;
    Timestamp started_;

    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::optional<Timestamp> looking_since_;
    Look seen_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace upbeat::apps
