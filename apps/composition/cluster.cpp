#include <upbeat/apps/composition/cluster.hpp>

#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

#include <upbeat/apps/composition/config_rules.hpp>
#include <upbeat/infrastructure/platform/events/notice_lines.hpp>

namespace upbeat::apps {
namespace {

// Checked when the program started.
std::optional<platform::RedisAddress> redis_of(Config const& config)
{
    return redis_address(config).value();
}

// Deployments that share a Redis have different secrets, and so different channels.
platform::OpenLine line_for(Backend const& backend, Config const& config)
{
    if (auto redis = redis_of(config); redis && uses_postgres(config)) {
        auto const own = backend.network_hash.number("change notices");
        return platform::redis_line(std::move(*redis), fmt::format("upbeat:changes:{:016x}", own));
    }
    if (uses_postgres(config)) {
        return platform::postgres_line(database_location(config).value(), "upbeat_changes");
    }
    return {};
}

std::unique_ptr<platform::ChangeNotices> notices_for(
    Backend& backend, Config const& config, platform::Log& log, Follower& follower
)
{
    auto open = line_for(backend, config);
    if (!open) {
        return nullptr;
    }
    return std::make_unique<platform::ChangeNotices>(platform::ChangeNotices::Parts{
        .open = std::move(open),
        .bell = backend.bell,
        .on_news = [&follower](platform::Topics topics) { follower.wake(topics); },
        .on_turn =
            [&follower, &log](bool flowing, std::string_view why) {
                follower.rely_on_notices(flowing);
                flowing ? log.info("change notices flow")
                        : log.warn("change notices are interrupted", {{"cause", why}});
            }
    });
}

std::unique_ptr<platform::SharedRateLimiter> shared_limiter(
    Backend const& backend, Config const& config, platform::Log& log
)
{
    auto redis = redis_of(config);
    if (!redis) {
        return nullptr;
    }
    return std::make_unique<platform::SharedRateLimiter>(platform::SharedRateLimiter::Parts{
        .redis = std::move(*redis),
        // A keyed hash, since the principal may be a client's address.
        .name =
            [&hash = backend.network_hash](std::string_view rule, std::string_view principal) {
                auto const counted = fmt::format("limit\n{}\n{}", rule, principal);
                return fmt::format("upbeat:limit:{:016x}", hash.number(counted));
            },
        .on_turn =
            [&log](bool shared, std::string_view why) {
                shared ? log.info("request limits are shared")
                       : log.warn("request limits are this node's own", {{"cause", why}});
            }
    });
}

}  // namespace

Cluster::Cluster(
    Backend& backend,
    Loaded loaded,
    Config const& config,
    platform::Log& log,
    Follower::OnChange on_change
)
    : follower_{backend, std::move(loaded), log, std::move(on_change)},
      notices_{notices_for(backend, config, log, follower_)}
{
    if (auto limiter = shared_limiter(backend, config, log)) {
        shared_ = limiter.get();
        limiter_ = std::move(limiter);
    } else {
        limiter_ = std::make_unique<platform::MemoryRateLimiter>();
    }
}

platform::ClusterHealth Cluster::health() const
{
    using Limits = platform::ClusterHealth::Limits;
    using Notices = platform::ClusterHealth::Notices;
    auto health = platform::ClusterHealth{};
    if (notices_) {
        health.notices = notices_->flowing() ? Notices::flowing : Notices::interrupted;
    }
    if (shared_ != nullptr) {
        health.limits = shared_->shared() ? Limits::shared : Limits::interrupted;
    }
    return health;
}

void Cluster::stop()
{
    if (notices_) {
        notices_->stop();
    }
    follower_.stop();
    if (shared_ != nullptr) {
        shared_->stop();
    }
}

}  // namespace upbeat::apps
