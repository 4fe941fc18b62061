#include <upbeat/adapters/http/openapi.hpp>

#include <algorithm>

#include <upbeat/adapters/http/openapi_operation.hpp>

namespace upbeat::http {
namespace {

// One method at one path.
struct Operation {
    Endpoint const* endpoint;
    std::string path;
    bool deprecated;
};

// Grouped by path, paths in the order they are first met.
std::vector<std::vector<Operation>> by_path(Endpoints const& endpoints)
{
    std::vector<std::vector<Operation>> groups;
    auto const add = [&groups](Operation operation) {
        auto const same = std::ranges::find_if(groups, [&](auto const& group) {
            return group.front().path == operation.path;
        });
        auto& group = same == groups.end() ? groups.emplace_back() : *same;
        group.push_back(std::move(operation));
    };
    for (auto const& endpoint : endpoints) {
        if (endpoint.hidden) {
            continue;
        }
        add({&endpoint, endpoint.path, endpoint.deprecated});
        for (auto const& alias : endpoint.aliases) {
            add({&endpoint, alias.path, alias.deprecated || endpoint.deprecated});
        }
    }
    return groups;
}

std::string lower_name(Method method)
{
    std::string name{to_text(method)};
    std::ranges::transform(name, name.begin(), [](char c) { return static_cast<char>(c | 0x20); });
    return name;
}

void print_info(JsonWriter& to, ApiDescription const& about)
{
    to.name("info").begin_object();
    to.name("title").string(about.title);
    to.name("version").string(about.version);
    to.name("description").string(about.description);
    to.name("license").begin_object();
    to.name("name").string(about.license);
    to.name("identifier").string("LicenseRef-Upbeat");
    to.end_object().end_object();
    to.name("servers").begin_array();
    to.begin_object().name("url").string(about.server).end_object();
    to.end_array();
}

void print_tags(JsonWriter& to, Endpoints const& endpoints, ApiDescription const& about)
{
    auto tags = about.tags;
    for (auto const& endpoint : endpoints) {
        auto const known =
            std::ranges::find(tags, endpoint.tag, [](auto const& t) { return t.first; });
        if (!endpoint.hidden && known == tags.end()) {
            tags.emplace_back(endpoint.tag, "About " + endpoint.tag + ".");
        }
    }
    std::erase_if(tags, [&](auto const& tag) {
        return std::ranges::none_of(endpoints, [&](auto const& e) {
            return !e.hidden && e.tag == tag.first;
        });
    });
    to.name("tags").begin_array();
    for (auto const& [name, text] : tags) {
        to.begin_object().name("name").string(name).name("description").string(text).end_object();
    }
    to.end_array();
}

void print_security_schemes(JsonWriter& to)
{
    to.name("securitySchemes").begin_object();
    to.name("bearer").begin_object();
    to.name("type").string("http").name("scheme").string("bearer");
    to.name("description").string("An API key or an access token: `Authorization: Bearer ...`.");
    to.end_object();
    to.name("api_key").begin_object();
    to.name("type").string("apiKey").name("in").string("header").name("name").string("X-API-Key");
    to.name("description").string("An API key.");
    to.end_object().end_object();
}

void print_header(
    JsonWriter& to, std::string_view name, std::string_view about, std::string_view example
)
{
    to.name(name).begin_object();
    to.name("description").string(about);
    to.name("schema").begin_object().name("type").string("string").end_object();
    to.name("example").string(example);
    to.end_object();
}

bool any_counted(Endpoints const& endpoints)
{
    return std::ranges::any_of(endpoints, [](auto const& e) { return !e.hidden && !e.uncounted; });
}

void print_shared(JsonWriter& to, SchemaPrinter& schemas, Endpoints const& endpoints)
{
    if (any_counted(endpoints)) {
        to.name("headers").begin_object();
        print_header(
            to,
            "RateLimit",
            "What is left of the tightest limit, and the seconds until it is full again.",
            R"("requests";r=119;t=1)"
        );
        print_header(
            to,
            "RateLimit-Policy",
            "The limits that were counted: requests in so many seconds.",
            R"("requests";q=120;w=60)"
        );
        to.end_object();
    }
    to.name("responses").begin_object();
    to.name("Problem").begin_object();
    to.name("description").string("Something went wrong.");
    to.name("content")
        .begin_object()
        .name("application/problem+json")
        .begin_object()
        .name("schema");
    schemas.print(to, problem_schema());
    to.end_object().end_object().end_object().end_object();
}

}  // namespace

std::string openapi_document(Endpoints const& endpoints, ApiDescription const& about)
{
    JsonWriter to;
    SchemaPrinter::Components components;
    SchemaPrinter schemas{components};
    to.begin_object();
    to.name("openapi").string("3.1.0");
    print_info(to, about);
    print_tags(to, endpoints, about);
    to.name("paths").begin_object();
    for (auto const& group : by_path(endpoints)) {
        to.name(group.front().path).begin_object();
        for (auto const& operation : group) {
            to.name(lower_name(operation.endpoint->method));
            OperationPrinter{to, schemas}.print(
                *operation.endpoint, operation.path, operation.deprecated
            );
        }
        to.end_object();
    }
    to.end_object();
    to.name("components").begin_object();
    print_security_schemes(to);
    print_shared(to, schemas, endpoints);
    to.name("schemas").begin_object();
    for (std::size_t i = 0; i < components.size(); ++i) {  // printing one may find more
        auto const [name, schema] = components[i];
        to.name(name);
        schemas.print_whole(to, schema);
    }
    to.end_object().end_object().end_object();
    return to.take();
}

}  // namespace upbeat::http
