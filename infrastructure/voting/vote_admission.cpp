#include <upbeat/infrastructure/voting/vote_admission.hpp>

#include <algorithm>

namespace upbeat::voting {
namespace {

// Small batches tell what a commit costs, not what a vote does.
constexpr std::size_t kTelling = 64;
// The share of the newest batch in the mean.
constexpr double kNewest = 0.125;

}  // namespace

VoteAdmission::VoteAdmission(VoteAdmissionOptions options)
    : options_{options}, most_{options.always}
{
}

void VoteAdmission::note(VoteBatchReport const& report)
{
    auto const took = std::chrono::duration<double>(report.took).count();
    if (report.failed || report.intents < kTelling || took <= 0) {
        return;
    }
    auto const now = static_cast<double>(report.intents) / took;
    a_second_ = a_second_ == 0 ? now : a_second_ + kNewest * (now - a_second_);
    auto const wait = std::chrono::duration<double>(options_.longest_wait).count();
    most_.store(
        std::max(options_.always, static_cast<std::size_t>(a_second_ * wait)),
        std::memory_order_relaxed
    );
}

}  // namespace upbeat::voting
