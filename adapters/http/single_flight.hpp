#pragma once

#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include <upbeat/adapters/http/exchange.hpp>

namespace upbeat::http {

// Lets one request of several for the same thing do the work and the others wait for it without a
// thread. Safe to use from any thread.
class SingleFlight {
   public:
    // True for the first, who is to do the work and then to land(); the others are kept.
    bool join(std::string const& key, ExchangePtr exchange);

    // Everybody who joined, the first one too. Who comes later begins a new flight.
    std::vector<ExchangePtr> land(std::string const& key);

   private:
    std::mutex mutex_;
    std::unordered_map<std::string, std::vector<ExchangePtr>> waiting_;
};

}  // namespace upbeat::http
