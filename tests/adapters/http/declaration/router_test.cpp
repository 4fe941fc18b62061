#include <upbeat/adapters/http/router.hpp>

#include <catch2/catch.hpp>

using namespace upbeat;
using namespace upbeat::http;

namespace {

Endpoint at_path(EndpointBuilder<Nothing, Nothing> builder)
{
    return std::move(builder).returns_nothing().worker([](Context const&) -> Result<void> {
        return {};
    });
}

Router sample()
{
    Endpoints all;
    for (auto const* const path :
         {"/",
          "/tracks",
          "/tracks/{id}",
          "/tracks/{id}/votes",
          "/tracks/newest",
          "/tracks/newest/top",
          "/{anything}/else"}) {
        all.push_back(at_path(get(path)));
    }
    all.push_back(at_path(put("/tracks/{id}")));
    all.push_back(at_path(post("/tracks/{number}/votes")));
    return Router{std::move(all)};
}

std::string found(Router const& router, std::string_view path, Method method = Method::get)
{
    auto const match = router.find(method, path);
    if (match.route == nullptr) {
        return match.allow.empty() ? "nothing" : "only " + std::string{match.allow};
    }
    auto text = match.route->path;
    for (std::size_t i = 0; i < match.parameters.count; ++i) {
        text += " " + match.route->parameters[i] + "=" + std::string{match.parameters.of(path, i)};
    }
    return text;
}

}  // namespace

TEST_CASE(
    "fixed segments win over parameters, and a dead end tries the other way", "[http][router]"
)
{
    auto const router = sample();

    CHECK(found(router, "/") == "/");
    CHECK(found(router, "/tracks") == "/tracks");
    CHECK(found(router, "/tracks/newest") == "/tracks/newest");
    CHECK(found(router, "/tracks/a-1") == "/tracks/{id} id=a-1");
    CHECK(found(router, "/tracks/newest/votes") == "/tracks/{id}/votes id=newest");
    CHECK(found(router, "/tracks/else") == "/tracks/{id} id=else");
    CHECK(found(router, "/tools/else") == "/{anything}/else anything=tools");
    CHECK(found(router, "/tracks/7/votes", Method::post) == "/tracks/{number}/votes number=7");
}

TEST_CASE("one trailing slash reaches the same resource", "[http][router]")
{
    auto const router = sample();

    CHECK(found(router, "/tracks/") == "/tracks");
    CHECK(found(router, "/tracks/a/") == "/tracks/{id} id=a");
    CHECK(found(router, "/tracks//") == "nothing");
    CHECK(found(router, "//") == "nothing");
    CHECK(found(router, "") == "nothing");
    CHECK(found(router, "tracks") == "nothing");
}

TEST_CASE("a known path tells its methods, and GET serves HEAD", "[http][router]")
{
    auto const router = sample();

    CHECK(found(router, "/tracks/a", Method::del) == "only GET, HEAD, PUT, OPTIONS");
    CHECK(found(router, "/tracks/a", Method::head) == "/tracks/{id} id=a");
    CHECK(found(router, "/nothing/here", Method::del) == "nothing");
}

TEST_CASE("two endpoints for one method and path are a bug", "[http][router]")
{
    Endpoints twice;
    twice.push_back(at_path(get("/tracks/{id}")));
    twice.push_back(at_path(get("/tracks/{number}")));

    CHECK_THROWS_AS(Router{std::move(twice)}, std::logic_error);
}
