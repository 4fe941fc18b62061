#include <upbeat/infrastructure/identity/authenticator_gateway.hpp>

#include <upbeat/application/identity/key_ring.hpp>

namespace upbeat::identity {

std::optional<Result<Actor>> AuthenticatorGateway::recall(
    std::string_view credential, Timestamp now
)
{
    return keys_.recall(credential, now);
}

Result<Actor> AuthenticatorGateway::load(std::string_view credential, Timestamp now)
{
    return keys_.load(credential, now);
}

}  // namespace upbeat::identity
