#include <upbeat/adapters/http/router.hpp>

#include <algorithm>
#include <stdexcept>

namespace upbeat::http {

struct Router::Node {
    std::vector<std::pair<std::string, std::unique_ptr<Node>>> fixed;
    std::unique_ptr<Node> parameter;
    Resource* resource = nullptr;

    Node const* below(std::string_view segment) const
    {
        for (auto const& [name, node] : fixed) {
            if (name == segment) {
                return node.get();
            }
        }
        return nullptr;
    }
    Node& grow(std::string_view segment)
    {
        if (segment.starts_with('{')) {
            parameter = parameter ? std::move(parameter) : std::make_unique<Node>();
            return *parameter;
        }
        for (auto const& [name, node] : fixed) {
            if (name == segment) {
                return *node;
            }
        }
        return *fixed.emplace_back(segment, std::make_unique<Node>()).second;
    }
};

namespace {

// The segment of a path that begins at `at` (just after a slash).
std::string_view segment_at(std::string_view path, std::size_t at)
{
    return path.substr(at, std::min(path.find('/', at), path.size()) - at);
}

std::vector<std::string_view> segments_of(std::string_view path)
{
    std::vector<std::string_view> segments;
    for (std::size_t at = 1; at < path.size(); at += segments.back().size() + 1) {
        segments.push_back(segment_at(path, at));
    }
    return segments;
}

std::string_view without_trailing_slash(std::string_view path)
{
    return path.size() > 1 && path.ends_with('/') ? path.substr(0, path.size() - 1) : path;
}

}  // namespace

Router::Router(Endpoints endpoints) : tree_{std::make_unique<Node>()}
{
    for (auto const& endpoint : endpoints) {
        add(endpoint, endpoint.path, endpoint.deprecated);
        for (auto const& alias : endpoint.aliases) {
            add(endpoint, alias.path, alias.deprecated || endpoint.deprecated);
        }
    }
    list_allowed();
}

Router::~Router() = default;

void Router::add(Endpoint const& endpoint, std::string const& path, bool deprecated)
{
    auto route = std::make_unique<Route>();
    route->endpoint = endpoint;
    route->path = path;
    route->deprecated = deprecated;
    for (auto const segment : segments_of(path)) {
        if (segment.starts_with('{')) {
            route->parameters.emplace_back(segment.substr(1, segment.size() - 2));
        }
    }
    if (!path.starts_with('/') || route->parameters.size() > PathParameters::kMost) {
        throw std::logic_error{"not a path an endpoint can have: " + path};
    }
    bool const has_input = endpoint.path_schema || endpoint.query_schema || endpoint.takes_body;
    if (endpoint.kind == RouteKind::snapshot && !has_input) {
        InputProblems none;
        route->constant = endpoint.prepare(RawInput{}, none);
    }
    auto& slot = resource_at(*route).by_method[static_cast<std::size_t>(endpoint.method)];
    if (slot != nullptr) {
        throw std::logic_error{
            "two endpoints for " + std::string{to_text(endpoint.method)} + " " + path
        };
    }
    slot = route.get();
    routes_.push_back(std::move(route));
}

Router::Resource& Router::resource_at(Route& route)
{
    auto* node = tree_.get();
    for (auto const segment : segments_of(route.path)) {
        node = &node->grow(segment);
    }
    if (node->resource == nullptr) {
        node->resource = resources_.emplace_back(std::make_unique<Resource>()).get();
        if (route.parameters.empty()) {
            fixed_.emplace(route.path, node->resource);
        }
    }
    return *node->resource;
}

void Router::list_allowed()
{
    for (auto const& resource : resources_) {
        auto& by_method = resource->by_method;
        auto& head = by_method[static_cast<std::size_t>(Method::head)];
        if (head == nullptr) {
            head = by_method[static_cast<std::size_t>(Method::get)];
        }
        for (std::size_t i = 0; i < kMethods; ++i) {
            auto const method = static_cast<Method>(i);
            if (by_method[i] != nullptr || method == Method::options) {
                resource->allow += resource->allow.empty() ? "" : ", ";
                resource->allow += to_text(method);
            }
        }
    }
}

Match Router::answer(Resource const& resource, Method method)
{
    Match match;
    match.route = resource.by_method[static_cast<std::size_t>(method)];
    match.allow = resource.allow;
    return match;
}

Match Router::find(Method method, std::string_view path) const
{
    if (path.ends_with("//")) {
        return {};
    }
    path = without_trailing_slash(path);
    if (auto const known = fixed_.find(path); known != fixed_.end()) {
        return answer(*known->second, method);
    }
    PathParameters parameters;
    if (!path.starts_with('/')) {
        return {};
    }
    auto const* const resource = descend(*tree_, path, 1, parameters);
    if (resource == nullptr) {
        return {};
    }
    auto match = answer(*resource, method);
    match.parameters = parameters;
    return match;
}

Router::Resource const* Router::descend(
    Node const& node, std::string_view path, std::size_t at, PathParameters& parameters
)
{
    if (at >= path.size()) {
        return node.resource;
    }
    auto const segment = segment_at(path, at);
    auto const next = at + segment.size() + 1;
    if (auto const* const below = node.below(segment)) {
        if (auto const* const found = descend(*below, path, next, parameters)) {
            return found;
        }
    }
    if (!node.parameter || segment.empty() || parameters.count == PathParameters::kMost) {
        return nullptr;
    }
    parameters.spans[parameters.count++] = {
        static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(segment.size())
    };
    auto const* const found = descend(*node.parameter, path, next, parameters);
    if (found == nullptr) {
        --parameters.count;
    }
    return found;
}

}  // namespace upbeat::http
