#pragma once

#include <cstdint>
#include <string>

#include <upbeat/domain/kernel/timestamp.hpp>

namespace upbeat::community {

// Someone who wants to hear when the store opens.
struct WaitlistEntry {
    static constexpr std::size_t kMaxReferral = 100;

    std::string email{};            // in its normal form, unique
    std::string network{};          // where the request came from, or empty
    std::string referral_source{};  // empty when not said
    std::int64_t position = 0;      // 1 for the first, dense, given by the store
    Timestamp signed_up_at{};

    bool operator==(WaitlistEntry const&) const = default;
};

}  // namespace upbeat::community
