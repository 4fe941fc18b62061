#include <upbeat/apps/composition/access_observer.hpp>

#include <exception>

namespace upbeat::apps {

bool AccessObserver::wants(unsigned status) const
{
    return wanted_ == AccessLogging::all || (wanted_ == AccessLogging::errors && status >= 500);
}

void AccessObserver::answered(http::AnsweredRequest const& request) noexcept
{
    stats_.record(request.route, request.status, request.duration);
    if (!wants(request.status)) {
        return;
    }
    try {
        write(request);
    } catch (std::exception const&) {
        // A line of the access log is not worth a request.
    }
}

void AccessObserver::write(http::AnsweredRequest const& request)
{
    auto const level = request.status >= 500 ? platform::LogLevel::error : platform::LogLevel::info;
    // The path without its query: some clients put what is private there.
    auto const path = request.target.substr(0, request.target.find('?'));
    log_.write_later(
        level,
        "request",
        {{"method", request.method ? http::to_text(*request.method) : "-"},
         {"path", path},
         {"route", request.route.empty() ? "-" : request.route},
         {"status", request.status},
         {"bytes", request.bytes},
         {"ms", static_cast<double>(request.duration.count()) / 1000.0},
         {"client", request.client.to_text()},
         {"request_id", request.request_id}}
    );
}

void AccessObserver::application_threw(std::string_view request_id, std::string_view what) noexcept
{
    try {
        log_.error("request failed", {{"request_id", request_id}, {"cause", what}});
    } catch (std::exception const&) {
        // Nothing is left to tell it to.
    }
}

}  // namespace upbeat::apps
