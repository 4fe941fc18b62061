#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include <upbeat/adapters/http/request.hpp>

namespace upbeat::http {

// Heads that came before, byte for byte, and what was read from them: a client that asks for one
// page again and again sends the same head each time, and judging and parsing it is a third of
// what such an answer costs. Only for requests without a body, and never for a head with a secret
// in it. A head is kept when it comes twice in a row at its place. For one thread.
class KnownHeads {
   public:
    struct Known {
        std::string bytes{};
        Request request{};  // as the parser leaves it
        bool http_1_0 = false;
        bool keep_alive = true;
    };

    // Null if it is not known.
    Known const* find(std::string_view head) const;

    void offer(std::string_view head, Request const& request, bool http_1_0, bool keep_alive);

   private:
    static constexpr std::size_t kPlaces = 64;
    static constexpr std::size_t kMostBytes = 1024;

    struct Place {
        std::size_t hash = 0;
        std::size_t candidate = 0;  // the last head that was not kept
        std::unique_ptr<Known> known{};
    };

    std::array<Place, kPlaces> places_{};
};

}  // namespace upbeat::http
