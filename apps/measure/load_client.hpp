#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <upbeat/apps/measure/figures.hpp>

namespace upbeat::apps {

// Appends the text of the next request, head and body. Called on the load's own thread.
using RequestSource = std::function<void(std::string& out)>;

struct ClientLoad {
    unsigned port = 0;  // on this machine
    int connections = 64;
    double seconds = 5;
    RequestSource next{};
    unsigned expected = 200;  // any other status counts as bad
};

// A closed loop over keep-alive connections on one thread: each sends its next request when its
// answer is there. Costs about 4 us of CPU a request, a third of wrk with a script that makes each
// request, which matters where client and server share the cores. Latencies are those of every
// request. Throws std::runtime_error if the server does not answer or closes.
Sample run_load(ClientLoad const& load);

// Connections that were used for one GET and are kept open until this goes.
class HeldConnections {
   public:
    HeldConnections(unsigned port, int count, std::string const& target);
    ~HeldConnections();
    HeldConnections(HeldConnections const&) = delete;
    HeldConnections& operator=(HeldConnections const&) = delete;

   private:
    std::vector<int> descriptors_{};
};

}  // namespace upbeat::apps
