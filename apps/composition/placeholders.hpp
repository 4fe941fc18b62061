#pragma once

#include <upbeat/application/platform/authenticator.hpp>
#include <upbeat/application/platform/idempotency_store.hpp>

namespace upbeat::apps {

// Stand where identity and the kept answers will: no credential is valid, no answer is kept.
class NoCredentials final : public platform::Authenticator {
   public:
    std::optional<Result<Actor>> recall(std::string_view credential, Timestamp now) override;
    Result<Actor> load(std::string_view credential, Timestamp now) override;
};

class NothingKept final : public platform::IdempotencyStore {
   public:
    std::optional<platform::KeptRequest> find(std::string const&, std::string const&) override
    {
        return {};
    }
    Result<platform::KeptAnswer> perform(
        platform::IdempotencyTicket const&, Timestamp, Work const& work
    ) override
    {
        return work();
    }
};

}  // namespace upbeat::apps
