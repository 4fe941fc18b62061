#include <upbeat/domain/voting/conduct.hpp>

#include <algorithm>
#include <functional>
#include <utility>
#include <vector>

namespace upbeat::voting {
namespace {

constexpr std::int64_t kMicros = 1'000'000;
constexpr int kBlocksToSuspend = 3;

std::uint32_t seconds_of(Timestamp at)
{
    return static_cast<std::uint32_t>(to_micros(at) / kMicros);
}

}  // namespace

// Two nodes may raise one offence each, before they hear of one another: it is one all the same.
class Conduct::Blocks {
   public:
    void note(Incident const& incident) { all_.emplace_back(incident.detector, incident.at); }

    std::array<std::uint32_t, 3> latest()
    {
        std::array<std::uint32_t, 3> found{};
        std::ranges::sort(all_);
        for (auto at = all_.begin(); at != all_.end();) {
            auto const [detector, began] = *at;
            auto& least = *std::ranges::min_element(found);
            least = std::max(least, seconds_of(began));
            at = std::find_if(at, all_.end(), [&](auto const& other) {
                return other.first != detector || other.second - began >= kIncidentGap;
            });
        }
        std::ranges::sort(found, std::greater<>{});
        return found;
    }

   private:
    std::vector<std::pair<Detector, Timestamp>> all_{};
};

Conduct Conduct::of(std::span<Incident const> incidents)
{
    Conduct conduct;
    Blocks blocks;
    for (auto const& incident : incidents) {
        if (!incident.stands()) {
            if (incident.action == ConductAction::flagged && incident.decided_at) {
                conduct.pardoned_at_ =
                    std::max(conduct.pardoned_at_, to_micros(*incident.decided_at));
            }
            continue;
        }
        auto const until = incident.until ? to_micros(*incident.until) : 0;
        switch (incident.action) {
            case ConductAction::observed: continue;
            case ConductAction::flagged:
                conduct.flagged_until_ = std::max(conduct.flagged_until_, until);
                continue;
            case ConductAction::blocked:
                conduct.blocked_until_ = std::max(conduct.blocked_until_, until);
                break;
            case ConductAction::suspended:
                conduct.suspended_ = conduct.suspended_ || !incident.until;
                break;
        }
        blocks.note(incident);
    }
    conduct.blocks_ = blocks.latest();
    return conduct;
}

int Conduct::blocks(Timestamp now) const
{
    auto const since = to_micros(now - kPenaltyDuration) / kMicros;
    return static_cast<int>(std::ranges::count_if(blocks_, [&](std::uint32_t at) {
        return at != 0 && std::int64_t{at} > since;
    }));
}

std::int32_t Conduct::penalty(Timestamp now) const
{
    return suspended_ ? kMostPenalty : std::min(kMostPenalty, blocks(now) * kPenaltyOfBlock);
}

Verdict judge(Detector detector, bool grave, bool flagged, Conduct const& conduct, Timestamp now)
{
    if (is_signal(detector) || (detector == Detector::crowd && !grave)) {
        return {};  // for somebody to look at
    }
    auto const alone = detector == Detector::fast_burst;  // needs nobody else's word
    if (!can_block(detector) || !flagged || (!grave && !alone)) {
        return {ConductAction::flagged, now + kFlagDuration};
    }
    if (conduct.blocks(now) + 1 >= kBlocksToSuspend) {
        return {ConductAction::suspended, std::nullopt};
    }
    return {ConductAction::blocked, now + kBlockDuration};
}

}  // namespace upbeat::voting
