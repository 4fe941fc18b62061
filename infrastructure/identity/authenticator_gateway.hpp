#pragma once

#include <upbeat/application/platform/authenticator.hpp>

namespace upbeat::identity {

class KeyRing;

// Recognises the credentials of requests by identity's keys.
class AuthenticatorGateway final : public platform::Authenticator {
   public:
    explicit AuthenticatorGateway(KeyRing& keys) : keys_{keys} {}

    std::optional<Result<Actor>> recall(std::string_view credential, Timestamp now) override;
    Result<Actor> load(std::string_view credential, Timestamp now) override;

   private:
    KeyRing& keys_;
};

}  // namespace upbeat::identity
