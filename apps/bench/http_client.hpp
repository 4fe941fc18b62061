#pragma once

#include <string>
#include <string_view>

#include <boost/json/value.hpp>

namespace upbeat::apps {

struct HttpAnswer {
    unsigned status = 0;  // 0: no answer
    std::string head;
    std::string body;

    // The body as JSON; null if it is none.
    boost::json::value json() const;
    // The value of a header in any case, or an empty text.
    std::string header(std::string_view name) const;
};

struct HttpQuestion {
    std::string method = "GET";
    std::string target{};
    std::string body{};
    std::string key{};      // sent as a bearer credential
    std::string headers{};  // further lines, each with its line end
};

// One request on a connection of its own to this machine.
HttpAnswer ask(unsigned port, HttpQuestion const& question);
// The same to another machine, by its name or address.
HttpAnswer ask(std::string const& host, std::string const& port, HttpQuestion const& question);

}  // namespace upbeat::apps
