#include <upbeat/application/community/join_waitlist.hpp>

#include <upbeat/domain/community/email.hpp>
#include <upbeat/domain/community/errors.hpp>

namespace upbeat::community {

Result<Waitlist::Joined> JoinWaitlist::execute(JoinWaitlistCommand const& command)
{
    auto email = normal_email(command.email);
    if (!email) {
        return fail(invalid_email());
    }
    return waitlist_.join({
        .email = std::move(*email),
        .network = command.network,
        .referral_source = command.referral_source,
        .signed_up_at = clock_.now(),
    });
}

}  // namespace upbeat::community
