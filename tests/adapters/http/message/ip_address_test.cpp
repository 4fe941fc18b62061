#include <upbeat/adapters/http/ip_address.hpp>

#include <string>

#include <catch2/catch.hpp>

#include <upbeat/adapters/http/client_address.hpp>

namespace upbeat::http {

namespace {

IpAddress address(std::string_view text)
{
    return IpAddress::parse(text).value();
}

std::string client_of(std::string_view peer, Headers const& headers)
{
    auto const trusted = NetworkList::parse("10.0.0.0/8, ::1").value();
    return client_address(address(peer), headers, trusted).to_text();
}

}  // namespace

TEST_CASE("an address is read and written in its usual form", "[http][adapter]")
{
    for (std::string const text : {"1.2.3.4", "255.255.255.255", "::", "::1", "2001:db8::7"}) {
        CHECK(address(text).to_text() == text);
    }
    CHECK(address("2001:0DB8:0:0:0:0:0:7").to_text() == "2001:db8::7");
    CHECK(address("::ffff:1.2.3.4") == address("1.2.3.4"));
    CHECK(IpAddress{}.to_text() == "unknown");
}

TEST_CASE("what is not an address is refused", "[http][adapter]")
{
    for (std::string const text :
         {"",
          "1.2.3",
          "1.2.3.4.5",
          "256.1.1.1",
          "1.2.3.4 ",
          "::g",
          "fe80::1%eth0",
          "localhost",
          "1234567890123456789012345678901234567890123456789"}) {
        CAPTURE(text);
        CHECK_FALSE(IpAddress::parse(text));
    }
}

TEST_CASE("a network keeps the first bits of an address", "[http][adapter]")
{
    CHECK(address("10.20.30.40").network(8) == address("10.0.0.0"));
    CHECK(address("10.20.31.40").network(23) == address("10.20.30.0"));
    CHECK(address("10.20.30.40").network(32) == address("10.20.30.40"));
    CHECK(address("2001:db8:1:2:3:4:5:6").network(64) == address("2001:db8:1:2::"));
    CHECK(address("2001:db8:1:2:3:4:5:6").network(0) == address("::"));
}

TEST_CASE("a list of networks contains what lies in one of them", "[http][adapter]")
{
    auto const list = NetworkList::parse(" 10.0.0.0/8,192.168.1.7  2001:db8::/32 ").value();

    CHECK(list.contains(address("10.255.0.1")));
    CHECK(list.contains(address("192.168.1.7")));
    CHECK(list.contains(address("::ffff:10.1.2.3")));
    CHECK(list.contains(address("2001:db8:ffff::1")));
    CHECK_FALSE(list.contains(address("192.168.1.8")));
    CHECK_FALSE(list.contains(address("11.0.0.0")));
    CHECK_FALSE(list.contains(address("2001:db9::")));
    CHECK_FALSE(list.contains(IpAddress{}));
    CHECK(NetworkList::parse("0.0.0.0/0").value().contains(address("8.8.8.8")));
    CHECK_FALSE(NetworkList::parse("0.0.0.0/0").value().contains(address("::1")));
    CHECK(NetworkList::parse(" , ").value().empty());
}

TEST_CASE("a list of networks names the entry that is wrong", "[http][adapter]")
{
    for (std::string const entry : {"10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "::/129", "here"}) {
        auto const list = NetworkList::parse("::1, " + entry);

        REQUIRE_FALSE(list);
        CHECK(list.error().code == "invalid_network");
        CHECK(list.error().detail.find("'" + entry + "'") != std::string::npos);
    }
}

TEST_CASE("only a trusted proxy is believed about its client", "[http][adapter]")
{
    CHECK(client_of("8.8.8.8", {{"x-forwarded-for", "1.1.1.1"}}) == "8.8.8.8");
    CHECK(client_of("10.0.0.1", {{"x-forwarded-for", "1.1.1.1"}}) == "1.1.1.1");
    CHECK(client_of("::1", {{"x-real-ip", "1.1.1.1"}}) == "1.1.1.1");
    CHECK(client_of("10.0.0.1", {}) == "10.0.0.1");
}

TEST_CASE("the right-most hop that is not a proxy is the client", "[http][adapter]")
{
    CHECK(client_of("10.0.0.1", {{"x-forwarded-for", "6.6.6.6, 1.1.1.1, 10.9.9.9"}}) == "1.1.1.1");
    CHECK(
        client_of("10.0.0.1", {{"x-forwarded-for", "6.6.6.6"}, {"x-forwarded-for", "1.1.1.1"}}) ==
        "1.1.1.1"
    );
    CHECK(client_of("10.0.0.1", {{"x-forwarded-for", "10.3.3.3, 10.2.2.2"}}) == "10.3.3.3");
    CHECK(client_of("10.0.0.1", {{"x-forwarded-for", "rubbish, 10.2.2.2"}}) == "10.2.2.2");
    CHECK(client_of("10.0.0.1", {{"x-forwarded-for", "rubbish"}}) == "10.0.0.1");
    CHECK(client_of("10.0.0.1", {{"x-forwarded-for", "1.1.1.1:4711"}}) == "1.1.1.1");
    CHECK(client_of("10.0.0.1", {{"x-forwarded-for", "[2001:db8::1]:80"}}) == "2001:db8::1");
}

}  // namespace upbeat::http
