#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include <boost/json/value.hpp>

#include <upbeat/domain/kernel/result.hpp>
#include <upbeat/domain/kernel/secret.hpp>

namespace upbeat::apps {

// Where a node listens. Without TLS: a node is asked itself, not a proxy before it.
struct NodeAddress {
    std::string host;
    std::string port;

    // Of "http://host", "http://host:port" and "http://[address]:port".
    static Result<NodeAddress> parse(std::string_view url);
};

// A running node, asked over HTTP. One that is busy or limits requests is waited for. For one
// thread.
class Node {
   public:
    // The key, if there is one, is sent with every request.
    Node(NodeAddress address, std::optional<Secret> key);

    // The answer's JSON. Errors: node_unreachable, node_refuses.
    Result<boost::json::value> get(std::string const& target) const;

   private:
    NodeAddress address_;
    std::optional<Secret> key_;
};

}  // namespace upbeat::apps
