#pragma once

#include <functional>
#include <string>
#include <utility>

#include <catch2/catch.hpp>

#include <upbeat/adapters/http/application.hpp>
#include <upbeat/adapters/http/server/server.hpp>
#include <upbeat/tests/support/http/raw_client.hpp>

namespace upbeat::http {

// An application made of two functions.
class FakeApplication : public Application {
   public:
    using Handle = std::function<void(Request&&, Responder)>;

    FakeApplication() : handle_{echo} {}
    explicit FakeApplication(Handle handle) : handle_{std::move(handle)} {}

    HeadVerdict on_head(Method, std::string_view, Headers const&) override { return verdict; }
    void handle(Request&& request, Responder respond) override
    {
        handle_(std::move(request), std::move(respond));
    }

    // Answers with "METHOD target body".
    static void echo(Request&& request, Responder respond)
    {
        Response response;
        response.content_type = "text/plain";
        response.body =
            std::string{to_text(request.method)} + " " + request.target + " " + request.body;
        respond(std::move(response));
    }

    HeadVerdict verdict{.body_limit = 1000, .refusal = {}};

   private:
    Handle handle_;
};

// A server on a free port, with an application and a client's view of it.
class TestServer {
   public:
    explicit TestServer(
        FakeApplication::Handle handle = FakeApplication::echo, ServerOptions options = {}
    )
        : application_{std::move(handle)}, server_{small(std::move(options)), application_}
    {
        REQUIRE(server_.start());
    }

    Server& server() { return server_; }
    FakeApplication& application() { return application_; }
    testing::RawClient connect() { return testing::RawClient{server_.port()}; }

   private:
    static ServerOptions small(ServerOptions options)
    {
        options.port = 0;
        options.threads = options.threads == 0 ? 2 : options.threads;
        return options;
    }

    FakeApplication application_;
    Server server_;
};

inline std::string get(std::string_view target, std::string_view more = {})
{
    return std::string{"GET "}.append(target).append(" HTTP/1.1\r\nHost: test\r\n").append(more) +
           "\r\n";
}

}  // namespace upbeat::http
