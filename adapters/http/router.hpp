#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <upbeat/adapters/http/endpoint.hpp>
#include <upbeat/adapters/http/request.hpp>

namespace upbeat::http {

// One path of one endpoint.
struct Route {
    Endpoint endpoint{};
    std::string path{};                     // the template that matched, an alias too
    std::vector<std::string> parameters{};  // in the order they stand in the path
    bool deprecated = false;
    std::unique_ptr<Call> constant{};  // of a snapshot without input: made once
};

// Where in a path its parameters stand: offsets, so that they survive the path being moved.
struct PathParameters {
    static constexpr std::size_t kMost = 8;
    std::array<std::pair<std::uint32_t, std::uint32_t>, kMost> spans{};  // begin, size
    std::size_t count = 0;

    std::string_view of(std::string_view path, std::size_t index) const
    {
        return path.substr(spans[index].first, spans[index].second);
    }
};

struct Match {
    Route const* route = nullptr;  // null: see allow
    std::string_view allow{};      // "GET, HEAD, OPTIONS" of a known path; empty: unknown path
    PathParameters parameters{};
};

// Finds the endpoint of a method and a decoded path. Fixed segments win over parameters; a trailing
// slash reaches the same resource; HEAD is served by GET. Immutable and safe for any thread; a path
// without parameters costs one hash.
class Router {
   public:
    // Throws std::logic_error when two endpoints claim one method and path.
    explicit Router(Endpoints endpoints);
    ~Router();

    Match find(Method method, std::string_view path) const;

    // In the order of declaration, aliases after their endpoint.
    std::vector<std::unique_ptr<Route>> const& routes() const { return routes_; }

   private:
    static constexpr std::size_t kMethods = 7;
    struct Resource {
        std::array<Route const*, kMethods> by_method{};
        std::string allow;
    };
    struct Node;
    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const
        {
            return std::hash<std::string_view>{}(text);
        }
    };

    void add(Endpoint const& endpoint, std::string const& path, bool deprecated);
    Resource& resource_at(Route& route);
    static Match answer(Resource const& resource, Method method);
    static Resource const* descend(
        Node const& node, std::string_view path, std::size_t at, PathParameters& parameters
    );
    void list_allowed();

    std::vector<std::unique_ptr<Route>> routes_;
    std::vector<std::unique_ptr<Resource>> resources_;
    std::unordered_map<std::string, Resource*, TextHash, std::equal_to<>> fixed_;
    std::unique_ptr<Node> tree_;
};

}  // namespace upbeat::http
