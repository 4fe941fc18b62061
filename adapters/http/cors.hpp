#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <upbeat/adapters/http/request.hpp>
#include <upbeat/adapters/http/response.hpp>
#include <upbeat/domain/kernel/result.hpp>

namespace upbeat::http {

// Which web pages of other origins may use the API from a browser: an allow-list, or "*" for all of
// them without credentials. An empty list allows none.
class Cors {
   public:
    Cors() = default;

    // "https://shop.example, https://www.example" or "*"; the error names a wrong entry.
    static Result<Cors> parse(std::string_view origins);

    // Whether the request asks whether it may be made.
    static bool is_preflight(Request const& request);
    Response preflight(Request const& request, std::string_view allowed_methods) const;

    // Adds what the browser needs to hand the answer to the page.
    void mark(Response& response, std::string_view origin) const;

   private:
    bool allows(std::string_view origin) const;
    bool enabled() const { return any_ || !origins_.empty(); }

    std::vector<std::string> origins_;
    bool any_ = false;
};

}  // namespace upbeat::http
