#include <upbeat/adapters/http/server/workbench.hpp>

#include <array>
#include <ctime>
#include <utility>

namespace upbeat::http {

namespace {

// More than these are busy at once only in a burst, after which their memory is given back.
constexpr std::size_t kMaxSpare = 256;

}  // namespace

std::unique_ptr<WireExchange> Workbench::take_exchange()
{
    if (spare.empty()) {
        return std::make_unique<WireExchange>(
            GuardLimits{.max_head = options.max_head, .max_target = options.max_target}, known_heads
        );
    }
    auto exchange = std::move(spare.back());
    spare.pop_back();
    return exchange;
}

void Workbench::give_back(std::unique_ptr<WireExchange> exchange)
{
    if (exchange != nullptr && spare.size() < kMaxSpare) {
        exchange->reset();
        spare.push_back(std::move(exchange));
    }
}

void Workbench::refresh_date(std::chrono::system_clock::time_point today)
{
    // In the C locale, which servers run in, these are the names that RFC 9110 5.6.7 asks for.
    auto const seconds = std::chrono::system_clock::to_time_t(today);
    std::tm utc{};
    ::gmtime_r(&seconds, &utc);
    std::array<char, 40> text{};
    auto const size = std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &utc);
    date.assign(text.data(), size);
}

}  // namespace upbeat::http
