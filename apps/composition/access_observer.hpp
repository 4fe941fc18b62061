#pragma once

#include <upbeat/adapters/http/server/observer.hpp>
#include <upbeat/apps/composition/config.hpp>
#include <upbeat/infrastructure/platform/log.hpp>
#include <upbeat/infrastructure/platform/request_stats.hpp>

namespace upbeat::apps {

// Counts every answer and writes those that are wanted to the log, without holding up the I/O
// thread that sent it. Credentials never reach it: it sees the target, not the headers.
class AccessObserver final : public http::Observer {
   public:
    AccessObserver(platform::Log& log, platform::RequestStats& stats, AccessLogging wanted)
        : log_{log}, stats_{stats}, wanted_{wanted}
    {
    }

    void answered(http::AnsweredRequest const& request) noexcept override;
    void application_threw(std::string_view request_id, std::string_view what) noexcept override;

   private:
    bool wants(unsigned status) const;
    void write(http::AnsweredRequest const& request);

    platform::Log& log_;
    platform::RequestStats& stats_;
    AccessLogging wanted_;
};

}  // namespace upbeat::apps
