#include <upbeat/adapters/http/single_flight.hpp>

namespace upbeat::http {

bool SingleFlight::join(std::string const& key, ExchangePtr exchange)
{
    std::lock_guard const lock{mutex_};
    auto& waiting = waiting_[key];
    waiting.push_back(std::move(exchange));
    return waiting.size() == 1;
}

std::vector<ExchangePtr> SingleFlight::land(std::string const& key)
{
    std::lock_guard const lock{mutex_};
    auto const flight = waiting_.find(key);
    if (flight == waiting_.end()) {
        return {};
    }
    auto everybody = std::move(flight->second);
    waiting_.erase(flight);
    return everybody;
}

}  // namespace upbeat::http
