#include <upbeat/adapters/http/ip_address.hpp>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstring>

#include <arpa/inet.h>

namespace upbeat::http {

namespace {

constexpr std::array<std::uint8_t, 12> kMappedPrefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

bool is_separator(char c)
{
    return c == ',' || c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// inet_ntop formats by printf; this runs for every request that a limit counts.
std::string v4_text(std::array<std::uint8_t, 16> const& bytes)
{
    std::array<char, INET_ADDRSTRLEN> text{};
    auto* at = text.data();
    for (std::size_t i = 0; i < 4; ++i) {
        at = std::to_chars(at, text.data() + text.size(), bytes[i]).ptr;
        *at++ = '.';
    }
    return {text.data(), at - 1};
}

}  // namespace

IpAddress IpAddress::v4(std::array<std::uint8_t, 4> bytes)
{
    IpAddress address;
    address.family_ = Family::v4;
    std::copy(bytes.begin(), bytes.end(), address.bytes_.begin());
    return address;
}

IpAddress IpAddress::v6(std::array<std::uint8_t, 16> const& bytes)
{
    if (std::equal(kMappedPrefix.begin(), kMappedPrefix.end(), bytes.begin())) {
        return v4({bytes[12], bytes[13], bytes[14], bytes[15]});
    }
    IpAddress address;
    address.family_ = Family::v6;
    address.bytes_ = bytes;
    return address;
}

std::optional<IpAddress> IpAddress::parse(std::string_view text)
{
    std::array<char, INET6_ADDRSTRLEN> terminated{};
    if (text.size() >= terminated.size() || text.find('\0') != std::string_view::npos) {
        return std::nullopt;
    }
    std::copy(text.begin(), text.end(), terminated.begin());

    std::array<std::uint8_t, 4> four{};
    if (::inet_pton(AF_INET, terminated.data(), four.data()) == 1) {
        return v4(four);
    }
    std::array<std::uint8_t, 16> sixteen{};
    if (::inet_pton(AF_INET6, terminated.data(), sixteen.data()) == 1) {
        return v6(sixteen);
    }
    return std::nullopt;
}

bool IpAddress::is_loopback() const
{
    if (family_ == Family::v4) {
        return bytes_[0] == 127;
    }
    return family_ == Family::v6 && bytes_[15] == 1 &&
           std::all_of(bytes_.begin(), bytes_.end() - 1, [](auto byte) { return byte == 0; });
}

unsigned IpAddress::width() const
{
    switch (family_) {
        case Family::none: return 0;
        case Family::v4: return 32;
        case Family::v6: return 128;
    }
    return 0;
}

IpAddress IpAddress::network(unsigned bits) const
{
    auto result = *this;
    for (unsigned index = 0; index < result.bytes_.size(); ++index) {
        auto const kept = std::clamp(static_cast<int>(bits) - static_cast<int>(index * 8), 0, 8);
        result.bytes_[index] = static_cast<std::uint8_t>(result.bytes_[index] & (0xff00U >> kept));
    }
    return result;
}

std::string IpAddress::to_text() const
{
    if (!known()) {
        return "unknown";
    }
    if (family_ == Family::v4) {
        return v4_text(bytes_);
    }
    std::array<char, INET6_ADDRSTRLEN> text{};
    ::inet_ntop(AF_INET6, bytes_.data(), text.data(), text.size());
    return text.data();
}

std::optional<NetworkList::Network> NetworkList::parse_network(std::string_view text)
{
    auto const slash = text.find('/');
    auto const address = IpAddress::parse(text.substr(0, slash));
    if (!address) {
        return std::nullopt;
    }
    auto bits = address->width();
    if (slash != std::string_view::npos) {
        auto const digits = text.substr(slash + 1);
        auto const end = digits.data() + digits.size();
        auto const [last, error] = std::from_chars(digits.data(), end, bits);
        if (error != std::errc{} || last != end || bits > address->width()) {
            return std::nullopt;
        }
    }
    return Network{.base = address->network(bits), .bits = bits};
}

Result<NetworkList> NetworkList::parse(std::string_view text)
{
    NetworkList list;
    while (true) {
        text.remove_prefix(static_cast<std::size_t>(
            std::find_if_not(text.begin(), text.end(), is_separator) - text.begin()
        ));
        if (text.empty()) {
            return list;
        }
        auto const end = std::find_if(text.begin(), text.end(), is_separator);
        auto const entry = text.substr(0, static_cast<std::size_t>(end - text.begin()));
        auto const network = parse_network(entry);
        if (!network) {
            return fail(
                {.kind = ErrorKind::invalid_input,
                 .code = "invalid_network",
                 .detail = "'" + std::string{entry} +
                           "' is not a network; write for example 10.0.0.0/8 or ::1"}
            );
        }
        list.networks_.push_back(*network);
        text.remove_prefix(entry.size());
    }
}

bool NetworkList::contains(IpAddress address) const
{
    return std::any_of(networks_.begin(), networks_.end(), [&](Network const& network) {
        return address.known() && address.network(network.bits) == network.base;
    });
}

}  // namespace upbeat::http
