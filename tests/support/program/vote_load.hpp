#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <upbeat/tests/support/program/vote_book.hpp>

namespace upbeat::testing {

struct VoteLoadPlan {
    struct Voter {
        std::string id{};
        std::string key{};
    };
    std::vector<Voter> voters{};  // at least as many as clients
    std::vector<std::string> items{};
    unsigned clients = 6;
    unsigned seed = 1;
    bool changes = true;  // changes, withdrawals and repeats among the votes
};

// Clients that vote as fast as they are answered, each on a connection of its own, and write down
// what they sent and what they were told. Each vote's comment and request id hold a mark that is
// found again on the disk and in the answer. A client ends when its connection breaks. Start it
// again for the next round: nobody votes twice by mistake.
class VoteLoad {
   public:
    VoteLoad(VoteBook& book, VoteLoadPlan plan);
    ~VoteLoad();
    VoteLoad(VoteLoad const&) = delete;
    VoteLoad& operator=(VoteLoad const&) = delete;

    void start(unsigned port);
    // Until so many requests were acknowledged since the start, or refused with 503, or every
    // client has ended; false for the last.
    bool wait_for_acknowledged(std::size_t count);
    bool wait_for_unavailable(std::size_t count);
    // Every client finishes its request and ends.
    void stop();

   private:
    class Client;
    enum class Act : unsigned char { cast, repeat, change, withdraw };

    void run(Client& client, unsigned port);
    void count(std::size_t& counter);
    bool wait_for(std::size_t const& counter, std::size_t count);

    VoteBook& book_;
    VoteLoadPlan plan_;
    std::vector<std::unique_ptr<Client>> clients_;
    std::vector<std::thread> threads_;
    std::atomic<bool> stopping_{false};
    std::atomic<unsigned long> marks_{0};
    std::mutex mutex_;
    std::condition_variable counted_;
    std::size_t acknowledged_ = 0;
    std::size_t unavailable_ = 0;
    std::size_t running_ = 0;
};

}  // namespace upbeat::testing
