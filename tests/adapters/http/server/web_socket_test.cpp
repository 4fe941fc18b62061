#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <thread>

#include "test_stream.hpp"

namespace upbeat::http {

namespace {

using std::chrono::milliseconds;
using namespace std::string_literals;

constexpr std::string_view kUpgrade =
    "Upgrade: websocket\r\nConnection: keep-alive, Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

// A frame as a client sends it, masked.
std::string client_frame(unsigned first, std::string_view payload)
{
    constexpr std::string_view kMask = "\x12\x34\x56\x78";
    std::string frame;
    frame.push_back(static_cast<char>(first));
    frame.push_back(static_cast<char>(0x80U | payload.size()));
    frame.append(kMask);
    for (std::size_t at = 0; at < payload.size(); ++at) {
        frame.push_back(static_cast<char>(payload[at] ^ kMask[at % 4]));
    }
    return frame;
}

// The next frame of the server, its first byte in front of the payload.
std::string server_frame(testing::RawClient& client)
{
    auto const head = client.read_bytes(2);
    auto size = static_cast<std::size_t>(static_cast<std::uint8_t>(head[1]));
    if (size == 126) {
        auto const more = client.read_bytes(2);
        size = static_cast<std::size_t>(static_cast<std::uint8_t>(more[0])) * 256 +
               static_cast<std::uint8_t>(more[1]);
    }
    return head.substr(0, 1) + client.read_bytes(size);
}

struct Conversation {
    Conversation()
    {
        news.add("first");
        head = client.exchange(get("/", kUpgrade));
        first = server_frame(client);
    }

    // The status with which the server closes.
    int closes_after(std::string const& bytes)
    {
        client.send(bytes);
        auto const frame = server_frame(client);
        client.end_sending();
        if (frame.size() != 3 || frame[0] != '\x88' || !client.sees_end()) {
            return 0;
        }
        return static_cast<std::uint8_t>(frame[1]) * 256 + static_cast<std::uint8_t>(frame[2]);
    }

    TestNews news;
    TestServer server{news.handle(), {.linger = milliseconds{500}}};
    testing::RawClient client{server.connect()};
    testing::RawAnswer head;
    std::string first;
};

}  // namespace

TEST_CASE("a stream goes over WebSocket for who asks for it", "[http][adapter]")
{
    Conversation with;
    CHECK(with.head.status == 101);
    CHECK(with.head.header("upgrade") == "websocket");
    CHECK(with.head.header("connection") == "Upgrade");
    // The example of RFC 6455 1.3.
    CHECK(with.head.header("sec-websocket-accept") == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    CHECK(
        with.first ==
        "\x81"
        "first"
    );

    with.news.add(std::string(300, 'x'));
    with.server.server().wake_streams();
    CHECK(server_frame(with.client) == "\x81" + std::string(300, 'x'));
}

TEST_CASE("frames that come with the handshake are understood", "[http][adapter]")
{
    TestNews news;
    TestServer server{news.handle()};
    auto client = server.connect();
    client.send(get("/", kUpgrade) + client_frame(0x89, "early"));
    CHECK(client.read()->status == 101);
    CHECK(
        server_frame(client) ==
        "\x8A"
        "early"
    );
}

TEST_CASE("frames behind one that came with the handshake are understood", "[http][adapter]")
{
    TestNews news;
    std::atomic<bool> sent{false};
    TestServer server{[&, open = news.handle()](Request&& request, Responder respond) {
        while (!sent) {
            std::this_thread::yield();
        }
        open(std::move(request), std::move(respond));
    }};
    auto client = server.connect();
    client.send(get("/", kUpgrade) + client_frame(0x89, "early"));
    std::this_thread::sleep_for(std::chrono::milliseconds{50});
    client.send(client_frame(0x89, std::string(100, 'x')));
    sent = true;

    CHECK(client.read()->status == 101);
    CHECK(
        server_frame(client) ==
        "\x8A"
        "early"
    );
    CHECK(server_frame(client) == "\x8A" + std::string(100, 'x'));
}

TEST_CASE("a ping is answered and a pong is not", "[http][adapter]")
{
    Conversation with;
    with.client.send(client_frame(0x8A, "unasked") + client_frame(0x89, "ping"));
    CHECK(
        server_frame(with.client) ==
        "\x8A"
        "ping"
    );
    auto const longest = std::string(125, 'p');
    auto const frame = client_frame(0x89, longest);
    with.client.send(frame.substr(0, 40));
    with.client.send(frame.substr(40));
    CHECK(server_frame(with.client) == "\x8A" + longest);
}

TEST_CASE("a close is answered with its own code", "[http][adapter]")
{
    CHECK(
        Conversation{}.closes_after(client_frame(
            0x88,
            "\x03\xE8"
            "bye"
        )) == 1000
    );
    CHECK(Conversation{}.closes_after(client_frame(0x88, "\x0F\xA0")) == 4000);
    CHECK(Conversation{}.closes_after(client_frame(0x88, "")) == 1000);
}

TEST_CASE("what RFC 6455 forbids is closed with the right code", "[http][adapter]")
{
    // A message, whole, in parts, or of bytes: nobody listens.
    CHECK(Conversation{}.closes_after(client_frame(0x81, "hello")) == 1003);
    CHECK(Conversation{}.closes_after(client_frame(0x01, "hel")) == 1003);
    CHECK(Conversation{}.closes_after(client_frame(0x82, "hello")) == 1003);
    // A continuation of nothing, reserved bits, unknown opcodes, a ping in parts.
    CHECK(Conversation{}.closes_after(client_frame(0x80, "lo")) == 1002);
    CHECK(Conversation{}.closes_after(client_frame(0xC9, "ping")) == 1002);
    CHECK(Conversation{}.closes_after(client_frame(0x83, "")) == 1002);
    CHECK(Conversation{}.closes_after(client_frame(0x8B, "")) == 1002);
    CHECK(Conversation{}.closes_after(client_frame(0x09, "ping")) == 1002);
    // Without a mask, and a control frame that is too long.
    CHECK(Conversation{}.closes_after("\x89\x04ping") == 1002);
    CHECK(Conversation{}.closes_after("\x89\xFE"s) == 1002);
    // Half a code, codes that nobody may send, and a reason that is no text.
    CHECK(Conversation{}.closes_after(client_frame(0x88, "\x03")) == 1002);
    CHECK(Conversation{}.closes_after(client_frame(0x88, "\x03\xED")) == 1002);
    CHECK(Conversation{}.closes_after(client_frame(0x88, "\x01\x01")) == 1002);
    CHECK(Conversation{}.closes_after(client_frame(0x88, "\x03\xE8\xFF\xFE")) == 1007);
}

TEST_CASE("a handshake that is not sound is refused", "[http][adapter]")
{
    TestNews news;
    TestServer server{news.handle()};
    auto const status = [&](std::string_view headers) {
        return server.connect().exchange(get("/", headers)).status;
    };
    auto const old = server.connect().exchange(
        get("/",
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 8\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n")
    );
    CHECK(old.status == 426);
    CHECK(old.header("sec-websocket-version") == "13");
    CHECK(
        status("Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n") == 400
    );
    CHECK(
        status("Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
               "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ\r\n") == 400
    );
    CHECK(
        status("Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
               "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n") == 400
    );
    // Another protocol is not our business: the request is answered as if it had not asked.
    CHECK(status("Upgrade: h2c\r\nConnection: Upgrade\r\n") == 200);
}

TEST_CASE("what is no stream does not switch to WebSocket", "[http][adapter]")
{
    TestServer server;
    auto client = server.connect();
    CHECK(client.exchange(get("/", kUpgrade)).status == 200);
    CHECK(client.exchange(get("/again")).status == 200);
}

TEST_CASE("WebSocket has a heartbeat and is told of the stop", "[http][adapter]")
{
    TestNews news;
    TestServer server{news.handle(), {.linger = milliseconds{500}, .heartbeat = milliseconds{20}}};
    auto client = server.connect();
    client.exchange(get("/", kUpgrade));
    CHECK(
        server_frame(client) ==
        "\x81"
        "beat"
    );
    std::thread stopping{[&] { server.server().stop(std::chrono::hours{1}); }};
    auto frame = server_frame(client);
    while (frame ==
           "\x81"
           "beat") {
        frame = server_frame(client);
    }
    CHECK(frame == "\x88\x03\xE9");
    CHECK(client.sees_end());
    client.end_sending();
    stopping.join();
}

}  // namespace upbeat::http
