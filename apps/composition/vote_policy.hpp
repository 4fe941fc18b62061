#pragma once

#include <upbeat/application/voting/vote_policy.hpp>
#include <upbeat/apps/composition/config.hpp>

namespace upbeat::apps {

// How the configuration lets votes be taken.
voting::VotePolicy policy_of(Config const& config);

}  // namespace upbeat::apps
