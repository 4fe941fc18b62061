#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <upbeat/domain/kernel/result.hpp>

namespace upbeat::http {

// An IPv4 or IPv6 address, or none. An IPv4 address written as IPv6 (::ffff:1.2.3.4) is the IPv4
// address, so that one client is not two.
class IpAddress {
   public:
    enum class Family : std::uint8_t { none, v4, v6 };

    IpAddress() = default;

    // Dotted IPv4 or IPv6 text, without port, brackets or zone.
    static std::optional<IpAddress> parse(std::string_view text);
    static IpAddress v4(std::array<std::uint8_t, 4> bytes);
    static IpAddress v6(std::array<std::uint8_t, 16> const& bytes);

    Family family() const { return family_; }
    bool known() const { return family_ != Family::none; }
    bool is_loopback() const;

    // 32, 128, or 0 for no address.
    unsigned width() const;

    // The address with everything after its first `bits` bits set to zero.
    IpAddress network(unsigned bits) const;

    // Network order; IPv4 uses the first four and leaves the rest zero.
    std::array<std::uint8_t, 16> const& bytes() const { return bytes_; }

    // The usual text; "unknown" for no address.
    std::string to_text() const;

    auto operator<=>(IpAddress const&) const = default;

   private:
    Family family_ = Family::none;
    std::array<std::uint8_t, 16> bytes_{};
};

// Networks as an operator writes them: "10.0.0.0/8, ::1, 192.168.1.7".
class NetworkList {
   public:
    NetworkList() = default;

    // Separated by commas or blanks; a bare address is a network of one. The error names the
    // entry that is wrong.
    static Result<NetworkList> parse(std::string_view text);

    bool contains(IpAddress address) const;
    bool empty() const { return networks_.empty(); }

   private:
    struct Network {
        IpAddress base;
        unsigned bits;
    };

    static std::optional<Network> parse_network(std::string_view text);

    std::vector<Network> networks_;
};

}  // namespace upbeat::http
