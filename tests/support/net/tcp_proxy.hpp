#pragma once

#include <atomic>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace upbeat::testing {

// A wire between clients and a server on this machine that can go wrong on demand. One thread pumps
// all connections. Safe to use from any thread.
class TcpProxy {
   public:
    explicit TcpProxy(unsigned target_port);
    ~TcpProxy();
    TcpProxy(TcpProxy const&) = delete;
    TcpProxy& operator=(TcpProxy const&) = delete;

    unsigned port() const { return port_; }

    // From now on nothing goes either way, and nobody is told: the peers' sockets stay open.
    void fall_silent() { silent_ = true; }
    void speak_again() { silent_ = false; }

    // Once: on the connection on which a client has sent these texts, in this order, the server's
    // next answer is swallowed and the connection cut. The server has done what was asked.
    void swallow_answer_after(std::vector<std::string> texts);
    bool has_swallowed() const { return swallowed_; }

   private:
    struct Link {
        int client;
        int server;
        std::string tail{};    // what the client sent last
        std::size_t seen = 0;  // of the texts
        bool to_swallow = false;
    };

    void run();
    void accept_one();
    bool pump(int from, int to, Link& link);
    void watch_client(Link& link, std::string_view bytes);

    unsigned target_;
    unsigned port_ = 0;
    int listening_ = -1;
    std::vector<Link> links_;
    std::atomic<bool> silent_{false};
    std::atomic<bool> swallowed_{false};
    std::atomic<bool> stopping_{false};
    std::mutex mutex_;
    std::vector<std::string> texts_;
    std::thread thread_;
};

}  // namespace upbeat::testing
