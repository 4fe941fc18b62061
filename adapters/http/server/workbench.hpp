#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <upbeat/adapters/http/server/answer_mailbox.hpp>
#include <upbeat/adapters/http/server/known_heads.hpp>
#include <upbeat/adapters/http/server/request_ids.hpp>
#include <upbeat/adapters/http/server/server.hpp>
#include <upbeat/adapters/http/server/stream_round.hpp>
#include <upbeat/adapters/http/server/wire_exchange.hpp>

namespace upbeat::http {

// What the connections of one I/O thread share, and what it does for them.
struct Workbench {
    ServerOptions const& options;
    Application& application;
    std::shared_ptr<AnswerMailbox> mailbox{};

    // The connections that have become streams.
    StreamRound streams;

    // Takes the connection of that number off the thread's books.
    std::function<void(std::uint64_t)> forget{};

    KnownHeads known_heads{};
    RequestIds request_ids{};
    std::vector<char> input = std::vector<char>(64 * 1024);  // nobody keeps it over a callback
    std::vector<std::unique_ptr<WireExchange>> spare{};
    std::string date{};
    bool draining = false;

    // The time as of the last event, for deadlines; the clock is not asked more often than needed.
    std::chrono::steady_clock::time_point now = std::chrono::steady_clock::now();

    std::unique_ptr<WireExchange> take_exchange();
    void give_back(std::unique_ptr<WireExchange> exchange);

    // To be called about once a second.
    void refresh_date(std::chrono::system_clock::time_point today);
};

}  // namespace upbeat::http
