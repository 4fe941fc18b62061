#include <upbeat/application/voting/rebuild_state.hpp>

#include <algorithm>
#include <optional>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

#include <upbeat/application/voting/mend_voters.hpp>
#include <upbeat/domain/voting/checkpoint.hpp>

namespace upbeat::voting {
namespace {

void on_two_threads(std::function<void()> const& work)
{
    std::thread helper{work};
    work();
    helper.join();
}

}  // namespace

// One making of a state.
class RebuildState::Run {
   public:
    Run(RebuildPorts const& ports, Progress const& progress) : ports_{ports}, progress_{progress} {}

    RebuildReport run(From from)
    {
        auto const done =
            from == From::checkpoint && ports_.checkpoints != nullptr && from_checkpoint();
        if (!done) {
            from_ledger();
        }
        timed(report_.phases.orders, [&] {
            fresh_->finish_load(ports_.clock.now(), on_two_threads);
        });
        ports_.state.write([&](VotingProjection& p) { p = std::move(*fresh_); });
        mend_late_voters(ports_.state, ports_.ledger, ports_.adjustments);
        return report_;
    }

   private:
    template <class Work>
    void timed(std::chrono::microseconds& phase, Work&& work)
    {
        auto const before = ports_.clock.now();
        work();
        phase += ports_.clock.now() - before;
    }

    void begin()
    {
        fresh_.emplace(ports_.clock.now());
        report_ = {.checkpoint_refused = std::move(report_.checkpoint_refused)};
        fresh_->begin_load();
        timed(report_.phases.directories, [&] {
            ports_.items.each([&](ItemFacts const& facts) {
                fresh_->put_item(facts);
                ++report_.items;
            });
            ports_.voters.each([&](VoterFacts const& facts) {
                fresh_->put_voter(facts);
                ++report_.voters;
            });
        });
    }

    void from_ledger()
    {
        begin();
        auto const adjustments = ports_.adjustments.all();
        auto next = adjustments.begin();
        total_ = ports_.ledger.count();
        timed(report_.phases.ledger, [&] {
            ports_.ledger.scan(std::nullopt, [&](std::span<LedgerEntry const> batch) {
                for (auto const& entry : batch) {
                    for (; next != adjustments.end() && next->at <= entry.at; ++next) {
                        fresh_->adjust(*next);
                    }
                    report_.unannounced += fresh_->fold(entry) ? 0 : 1;
                }
                return folded(batch.size());
            });
        });
        std::for_each(next, adjustments.end(), [&](auto const& left) { fresh_->adjust(left); });
    }

    bool from_checkpoint()
    {
        auto const stored = ports_.checkpoints->latest();
        if (!stored) {
            return false;
        }
        auto const head = stored->format == kCheckpointFormat ? head_of(stored->head)
                                                              : std::optional<CheckpointHead>{};
        if (!head) {
            report_.checkpoint_refused = "its format is not known";
            return false;
        }
        begin();
        CheckpointLoad load{*fresh_, *head};
        auto whole = true;
        timed(report_.phases.checkpoint, [&] {
            ports_.checkpoints->each_chunk(stored->generation, [&](std::string_view chunk) {
                whole = load.take(chunk);
                return whole;
            });
        });
        if (!whole || !load.complete()) {
            report_.checkpoint_refused = whole ? "pieces are missing" : "a piece is damaged";
            return false;
        }
        report_.checkpointed = static_cast<std::int64_t>(head->entries);
        timed(report_.phases.ledger, [&] {
            ports_.ledger.follow(head->positions, [&](std::span<LedgerEntry const> batch) {
                for (auto const& entry : batch) {
                    report_.unannounced += load.fold(entry) ? 0 : 1;
                }
                return folded(batch.size());
            });
        });
        add_missing_adjustments();
        return true;
    }

    // Which adjustments a voter's piece contains, its sum says. A voter who lacks some is folded
    // anew, so that they stand in their place among the votes.
    void add_missing_adjustments()
    {
        std::unordered_map<VoterNum, ReputationAdjustment> sums;
        for (auto const& adjustment : ports_.adjustments.all()) {
            auto& sum = sums[adjustment.voter];
            sum.voter = adjustment.voter;
            sum.at = adjustment.at;
            sum.delta += adjustment.delta;
            fresh_->note_adjustment(adjustment.seq);
        }
        for (auto& [voter, sum] : sums) {
            auto const* const standing = fresh_->voters().find(voter);
            sum.delta -= standing == nullptr ? 0 : standing->adjustment();
            if (sum.delta != 0) {
                fresh_->adjust(sum);
                fresh_->note_late(voter);
            }
        }
    }

    bool folded(std::size_t count)
    {
        report_.entries += static_cast<std::int64_t>(count);
        if (progress_) {
            progress_(report_.entries, std::max(total_, report_.entries));
        }
        return true;
    }

    RebuildPorts const& ports_;
    Progress const& progress_;
    std::optional<VotingProjection> fresh_{};
    RebuildReport report_{};
    std::int64_t total_ = 0;
};

RebuildReport RebuildState::execute(Progress const& progress, From from)
{
    return Run{ports_, progress}.run(from);
}

}  // namespace upbeat::voting
