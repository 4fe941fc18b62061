#pragma once

#include <string>

#include <upbeat/application/community/waitlist.hpp>
#include <upbeat/domain/kernel/clock.hpp>
#include <upbeat/domain/kernel/result.hpp>

namespace upbeat::community {

struct JoinWaitlistCommand {
    std::string email{};
    std::string referral_source{};
    std::string network{};  // where the request came from, or empty
};

// Puts an address on the waitlist; a second time changes nothing. Errors: invalid_email.
class JoinWaitlist {
   public:
    JoinWaitlist(Waitlist& waitlist, Clock const& clock) : waitlist_{waitlist}, clock_{clock} {}

    Result<Waitlist::Joined> execute(JoinWaitlistCommand const& command);

   private:
    Waitlist& waitlist_;
    Clock const& clock_;
};

}  // namespace upbeat::community
