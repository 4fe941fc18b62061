#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace upbeat::apps {

// Many event streams of one server on this machine, read by one thread, that tell how long a change
// of a demo track took to reach each of them.
class StreamClients {
   public:
    using Clock = std::chrono::steady_clock;

    // Opens them all and reads how each begins. Throws std::runtime_error where one is refused.
    StreamClients(unsigned port, std::size_t count);
    ~StreamClients();
    StreamClients(StreamClients const&) = delete;
    StreamClients& operator=(StreamClients const&) = delete;

    // The vote that changes this track is about to be sent.
    void expect(std::int64_t track);

    // Waits until every stream has told of every expected track, or so long.
    void wait(std::chrono::seconds patience);

    // Milliseconds from expect() to each delivery so far, and forgets them; in no order.
    std::vector<double> take_delays();
    // Deliveries that were expected and have not come.
    std::int64_t missing() const;

   private:
    struct Stream {
        int descriptor = -1;
        std::string unfinished{};  // an event that has not come whole
    };

    void connect_one(unsigned port);
    void begin_one(Stream& stream);
    void read_all();
    bool read(Stream& stream);
    void take_events(std::string_view text);

    std::vector<Stream> streams_;
    int poll_ = -1;
    std::vector<char> buffer_;

    mutable std::mutex mutex_;
    std::map<std::int64_t, Clock::time_point> sent_;
    std::vector<double> delays_;
    std::int64_t delivered_ = 0;

    std::atomic<bool> stopping_{false};
    std::thread thread_;
};

}  // namespace upbeat::apps
