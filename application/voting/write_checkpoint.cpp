#include <upbeat/application/voting/write_checkpoint.hpp>

#include <algorithm>
#include <optional>
#include <utility>

#include <upbeat/domain/voting/checkpoint.hpp>

namespace upbeat::voting {
namespace {

// Some 0.3 ms of copying and some 50 to 100 KB, each.
constexpr Slot kItemsAPiece = 1'024;
constexpr Slot kVotersAPiece = 512;
constexpr int kMostTries = 100;

using Outcome = CheckpointReport::Outcome;

}  // namespace

// One checkpoint on its way into the store.
class WriteCheckpoint::Run {
   public:
    Run(WriteCheckpoint& parts, CheckpointHead head, std::int64_t generation, Pause const& pause)
        : parts_{parts}, head_{std::move(head)}, generation_{generation}, pause_{pause}
    {
    }

    CheckpointReport run()
    {
        report_.entries = head_.entries;
        report_.outcome = copy_all();
        if (report_.outcome == Outcome::written) {
            head_.chunks = report_.chunks;
            if (!parts_.store_.finish(generation_, text_of(head_))) {
                report_.outcome = Outcome::given_up;
            }
        }
        if (report_.outcome != Outcome::written) {
            parts_.store_.abandon(generation_);
        }
        return report_;
    }

   private:
    Outcome copy_all()
    {
        auto done = Outcome::written;
        for (Slot first = 0; first < head_.items && done == Outcome::written;
             first += kItemsAPiece) {
            done = copy([&](auto const& p) { return copy_items(p, head_, first, kItemsAPiece); });
        }
        for (Slot first = 0; first < head_.voters && done == Outcome::written;
             first += kVotersAPiece) {
            done = copy([&](auto const& p) { return copy_voters(p, head_, first, kVotersAPiece); });
        }
        return done == Outcome::written
                   ? copy([&](auto const& p) { return copy_networks(p, head_); })
                   : done;
    }

    template <class Copy>
    Outcome copy(Copy const& copy_piece)
    {
        for (int tries = 0; tries < kMostTries; ++tries) {
            if (!pause_()) {
                return Outcome::given_up;
            }
            auto const chunk = piece(copy_piece);
            if (!chunk) {
                continue;
            }
            report_.bytes += chunk->size();
            auto const now = parts_.clock_.now();
            return parts_.store_.put(generation_, report_.chunks++, *chunk, now)
                       ? Outcome::written
                       : Outcome::given_up;
        }
        return Outcome::postponed;
    }

    template <class Copy>
    std::optional<std::string> piece(Copy const& copy_piece)
    {
        return parts_.state_.read(
            [&](VotingProjection const& projection) -> std::optional<std::string> {
                if (!can_be_copied(projection) || parts_.state_.in_doubt()) {
                    return std::nullopt;
                }
                auto const before = parts_.clock_.now();
                auto chunk = copy_piece(projection);
                report_.longest_copy = std::max(report_.longest_copy, parts_.clock_.now() - before);
                return chunk;
            }
        );
    }

    WriteCheckpoint& parts_;
    CheckpointHead head_;
    std::int64_t generation_;
    Pause const& pause_;
    CheckpointReport report_{};
};

void WriteCheckpoint::begin_after(std::uint64_t contained)
{
    if (auto const stored = store_.latest()) {
        generation_ = stored->generation;
        at_ = contained > 0 ? std::optional{stored->at} : std::nullopt;
    }
    contained_ = contained;
}

void WriteCheckpoint::look()
{
    auto const stored = store_.latest();
    if (!stored || stored->generation <= generation_ || stored->format != kCheckpointFormat) {
        return;
    }
    if (auto const head = head_of(stored->head)) {
        generation_ = stored->generation;
        contained_ = head->entries;
        at_ = stored->at;
    }
}

CheckpointReport WriteCheckpoint::execute(std::uint64_t least, Pause const& pause)
{
    auto const head = state_.read([&](VotingProjection const& projection) {
        return state_.in_doubt() ? std::nullopt : begin_checkpoint(projection);
    });
    if (!head) {
        return {.outcome = Outcome::postponed};
    }
    if (head->entries < contained_ + least || head->entries == 0) {
        return {.outcome = Outcome::unchanged};
    }
    auto const begun_at = clock_.now();
    auto const generation = store_.begin(kCheckpointFormat, begun_at);
    if (!generation) {
        return {.outcome = Outcome::busy};
    }
    auto const report = Run{*this, *head, *generation, pause}.run();
    if (report.outcome == Outcome::written) {
        generation_ = *generation;
        contained_ = head->entries;
        at_ = begun_at;
        while (store_.clean() && pause()) {
        }
    }
    return report;
}

}  // namespace upbeat::voting
