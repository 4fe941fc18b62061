#include <string>

#include <upbeat/adapters/http/decimal.hpp>
#include <upbeat/adapters/http/rfc3339.hpp>
#include <upbeat/domain/voting/vote_id.hpp>

#include "fuzz.hpp"

// Instants, amounts and vote ids: what is read is written back as a text that means the same.
UPBEAT_FUZZ_TARGET(text)
{
    using namespace upbeat;

    if (auto const at = http::parse_rfc3339(text)) {
        auto const seconds = http::parse_rfc3339(http::to_rfc3339(*at));
        UPBEAT_PROMISE(seconds.has_value());
        auto const apart = *at > *seconds ? *at - *seconds : *seconds - *at;
        UPBEAT_PROMISE(apart < std::chrono::milliseconds{1});
    }
    if (auto const amount = http::parse_decimal(text)) {
        UPBEAT_PROMISE(http::parse_decimal(http::to_text(*amount)) == amount);
    }
    if (auto const id = voting::VoteId::parse(text)) {
        UPBEAT_PROMISE(voting::VoteId::parse(id->text()) == id);
        UPBEAT_PROMISE(id->text() == text);
    }
}
