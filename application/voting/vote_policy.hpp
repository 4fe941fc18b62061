#pragma once

#include <upbeat/domain/voting/newcomer_share.hpp>
#include <upbeat/domain/voting/quota.hpp>

namespace upbeat::voting {

enum class AntiGaming : unsigned char {
    enforce,  // a detector warns the voter and halves the weight while the flag lasts
    observe,  // detectors only leave their mark in the ledger
    off,      // nothing is looked for
};

// How a deployment takes votes.
struct VotePolicy {
    AntiGaming anti_gaming = AntiGaming::enforce;
    bool guest_votes = true;
    QuotaTable quotas{};
    NewcomerRule newcomers{};
};

}  // namespace upbeat::voting
