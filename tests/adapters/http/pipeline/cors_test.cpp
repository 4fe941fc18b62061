#include <catch2/catch.hpp>

#include "sample_api.hpp"

using namespace upbeat;
using namespace upbeat::http;
using namespace upbeat::testing;

namespace {

PipelineOptions allowing(std::string_view origins)
{
    return {.cors = *Cors::parse(origins)};
}

Headers const kShop{{"origin", "https://shop.example"}};

Request preflight()
{
    return request_to(
        Method::options,
        "/things",
        {},
        {{"origin", "https://shop.example"}, {"access-control-request-method", "POST"}}
    );
}

}  // namespace

TEST_CASE("a listed origin may use the API with credentials", "[http][cors]")
{
    SampleServer server{allowing("https://shop.example, https://other.example:8443")};

    auto const response = server.get("/chart", kShop);
    CHECK(response.headers.find("Access-Control-Allow-Origin") == "https://shop.example");
    CHECK(response.headers.find("Access-Control-Allow-Credentials") == "true");
    CHECK(response.headers.find("Vary") == "Origin");

    auto const asked = server.ask(preflight());
    CHECK(asked.status == 204);
    CHECK(asked.headers.find("Access-Control-Allow-Methods") == "POST, OPTIONS");
    CHECK(asked.headers.find("Access-Control-Allow-Origin") == "https://shop.example");
}

TEST_CASE("an origin that is not listed is told nothing", "[http][cors]")
{
    SampleServer server{allowing("https://other.example")};

    CHECK_FALSE(server.get("/chart", kShop).headers.contains("Access-Control-Allow-Origin"));
    CHECK_FALSE(server.ask(preflight()).headers.contains("Access-Control-Allow-Methods"));
    CHECK(server.get("/chart").headers.find("Vary") == "Origin");
}

TEST_CASE("everybody may read, but never with credentials", "[http][cors]")
{
    SampleServer server{allowing("*")};

    auto const response = server.get("/chart", kShop);

    CHECK(response.headers.find("Access-Control-Allow-Origin") == "*");
    CHECK_FALSE(response.headers.contains("Access-Control-Allow-Credentials"));
}

TEST_CASE("without a list there is no word about other origins", "[http][cors]")
{
    SampleServer server;

    auto const response = server.get("/chart", kShop);

    CHECK_FALSE(response.headers.contains("Access-Control-Allow-Origin"));
    CHECK_FALSE(response.headers.contains("Vary"));
}

TEST_CASE("an origin that is none is named", "[http][cors]")
{
    auto const cors = Cors::parse("https://shop.example, shop.example");

    REQUIRE_FALSE(cors);
    CHECK(cors.error().detail.find("'shop.example'") != std::string::npos);
    CHECK_FALSE(Cors::parse("https://shop.example/"));
}
