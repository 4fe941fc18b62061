#include <future>

#include <catch2/catch.hpp>

#include "sample_api.hpp"

using namespace upbeat;
using namespace upbeat::http;
using namespace upbeat::testing;

namespace {

std::string const kLamp = R"({"name":"Lamp","colour":"red"})";

Headers with_key(std::string_view key, std::string_view credential = "key-of-ada")
{
    return {{"x-api-key", credential}, {"idempotency-key", key}};
}

}  // namespace

TEST_CASE("a repeat with the same key gets the first answer", "[http][idempotency]")
{
    SampleServer server;

    auto const first = server.post("/things", kLamp, with_key("k1"));
    auto const again = server.post("/things", kLamp, with_key("k1"));

    CHECK(server.state.created == 1);
    CHECK(again.status == 201);
    CHECK(body_of(again) == body_of(first));
    CHECK(again.headers.find("Location") == "/things/thg_1");
    CHECK(again.headers.find("Idempotent-Replayed") == "true");
    CHECK_FALSE(first.headers.contains("Idempotent-Replayed"));
}

TEST_CASE("a key belongs to one request of one owner", "[http][idempotency]")
{
    SampleServer server;
    server.post("/things", kLamp, with_key("k1"));

    auto const other = server.post("/things", R"({"name":"Sofa","colour":"red"})", with_key("k1"));
    CHECK(other.status == 422);
    CHECK(at(other, "/code") == "idempotency_key_reused");
    CHECK(server.post("/things", kLamp, with_key("k1", "key-of-pro")).status == 201);
    CHECK(server.post("/things", kLamp, with_key("k2")).status == 201);
    CHECK(server.state.created == 3);
}

TEST_CASE("a failure is not kept: its repeat is a new attempt", "[http][idempotency]")
{
    SampleServer server;

    CHECK(
        server.post("/things", R"({"name":"taken","colour":"red"})", with_key("k1")).status == 400
    );
    CHECK(server.post("/things", kLamp, with_key("k1")).status == 201);
    server.state.break_down = true;
    CHECK(server.post("/things", kLamp, with_key("k2")).status == 500);
    server.state.break_down = false;
    CHECK(server.post("/things", kLamp, with_key("k2")).status == 201);
}

TEST_CASE("a twin of a running request is a conflict", "[http][idempotency]")
{
    SampleServer server;
    std::string const down = R"({"item_id":"x","direction":-1})";
    std::promise<Response> promise;
    auto first = promise.get_future();

    std::promise<void> waits;
    server.state.ballot_waits = [&] { waits.set_value(); };
    server.ask_later(
        request_to(Method::post, "/ballots", down, with_key("k1")),
        [&](Response&& response) { promise.set_value(std::move(response)); }
    );
    waits.get_future().wait();

    auto const twin = server.post("/ballots", down, with_key("k1"));

    CHECK(twin.status == 409);
    CHECK(at(twin, "/code") == "request_in_progress");
    server.state.finish_last_ballot();
    CHECK(first.get().status == 200);
}

TEST_CASE("when another node was first, its answer counts", "[http][idempotency]")
{
    SampleServer server;
    server.idempotency.meanwhile = [&] {
        auto const kept =
            server.idempotency.perform({"agent:ada", "k1", "0000"}, server.clock.now(), [] {
                return Result<platform::KeptAnswer>{platform::KeptAnswer{.status = 201}};
            });
        REQUIRE(kept);
    };

    // The other node's request was another one, so this is a misuse of the key.
    CHECK(server.post("/things", kLamp, with_key("k1")).status == 422);
}

TEST_CASE("a batched handler is told the ticket", "[http][idempotency]")
{
    SampleServer server;

    auto const response =
        server.post("/ballots", R"({"item_id":"x","direction":1})", with_key("k1"));

    CHECK(response.status == 200);
    CHECK(server.state.created == 100);
}
