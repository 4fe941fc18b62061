#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include <upbeat/domain/kernel/timestamp.hpp>

namespace upbeat::platform {

enum class RedisState : unsigned char { not_configured, connected, disconnected };

struct HealthCounts {
    std::int64_t agents = 0;
    std::int64_t tracks = 0;
    std::int64_t tools = 0;
    std::int64_t votes = 0;
};

// What a node knows of being one of several.
struct ClusterHealth {
    enum class Notices : unsigned char { off, flowing, interrupted };

    enum class Limits : unsigned char { own, shared, interrupted };

    Notices notices = Notices::off;
    Limits limits = Limits::own;

    bool degraded() const
    {
        return notices == Notices::interrupted || limits == Limits::interrupted;
    }
};

// What of the votes a start would find in a checkpoint, as this node knows it.
struct CheckpointHealth {
    enum class State : unsigned char { off, current, overdue };

    State state = State::off;
    std::optional<std::chrono::seconds> age{};  // none: there is no checkpoint
    std::int64_t votes_since = 0;
};

// How the program is doing, as of the last look that was taken.
struct HealthReport {
    Timestamp at{};
    std::string version{};
    bool anti_gaming = false;
    bool rate_limiting = false;
    bool database_answers = false;
    bool schema_is_current = false;
    HealthCounts counts{};
    RedisState redis = RedisState::not_configured;
    ClusterHealth cluster{};
    CheckpointHealth checkpoint{};
    std::chrono::milliseconds clock_lead{};  // over the database's
    bool clock_differs = false;              // by more than is well
    std::chrono::seconds uptime{};

    bool ready() const { return database_answers && schema_is_current; }
};

// Knows how the program is doing without asking anybody at that moment: safe to call from an I/O
// thread, returns at once.
class HealthSource {
   public:
    virtual ~HealthSource() = default;
    virtual HealthReport report() const = 0;
};

}  // namespace upbeat::platform
