#include <upbeat/adapters/voting/score_streams.hpp>

#include <algorithm>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include <upbeat/adapters/http/web_socket_frames.hpp>

namespace upbeat::voting {
namespace {

// Milliseconds until a client comes back. Different ones, so that after a restart not everybody is
// at the door at the same moment.
std::uint32_t retry_of(std::uint32_t number)
{
    constexpr std::uint32_t kLeast = 2000;
    constexpr std::uint32_t kSpread = 3000;
    constexpr std::uint32_t kScatter = 2'654'435'769U;  // 2^32 divided by the golden ratio
    return kLeast + (number * kScatter >> 8U) % kSpread;
}

// How a stream begins.
struct Beginning {
    std::uint32_t number = 0;
    bool reset = false;
    FeedPosition before{};  // where the client was
    FeedPosition position{};
    std::shared_ptr<ScorePage const> page{};  // what was missed, and the charts
};

class ScoreReader final : public http::StreamReader {
   public:
    ScoreReader(
        std::shared_ptr<ScoreRing const> ring,
        std::shared_ptr<ScoreFeed::Listener const> listener,
        ScoreSelection selection,
        FeedPosition place,
        Beginning beginning
    )
        : ring_{std::move(ring)},
          listener_{std::move(listener)},
          selection_{std::move(selection)},
          place_{place},
          beginning_{std::make_unique<Beginning>(std::move(beginning))}
    {
    }

    http::StreamPiece next(http::StreamForm form) override
    {
        if (auto const beginning = std::exchange(beginning_, nullptr)) {
            return begin(*beginning, form);
        }
        while (true) {
            auto const next = ring_->after(place_);
            if (next.gone) {
                place_ = next.newest;
                auto text = std::make_shared<std::string>();
                append_reset(*text, form, place_, ResetReason::too_slow);
                return text;
            }
            if (next.page == nullptr) {
                return nullptr;
            }
            place_ = next.page->position();
            if (auto piece = next.page->piece(selection_, form)) {
                return piece;
            }
        }
    }

    // With the place, since a client may wait long for an event that it wants.
    std::string heartbeat(http::StreamForm form) override
    {
        if (form == http::StreamForm::event_stream) {
            return ": heartbeat\nid: " + to_text(place_) + "\n\n";
        }
        std::string frame;
        append_event(frame, form, "heartbeat", to_text(place_), "{}");
        return frame;
    }

   private:
    // Whoever is cut off before everything was sent is still where it was, and gets it again.
    http::StreamPiece begin(Beginning const& beginning, http::StreamForm form) const
    {
        auto const& page = beginning.page;
        auto const missed = page ? page->piece(selection_, form) : nullptr;
        auto const follows = beginning.reset || missed;
        auto const id = to_text(follows ? beginning.before : beginning.position);
        auto text = std::make_shared<std::string>();
        if (form == http::StreamForm::event_stream) {
            text->append("retry: ").append(std::to_string(retry_of(beginning.number)));
            text->append("\nid: ").append(id).append("\n\n");
        } else {
            append_event(*text, form, "heartbeat", id, "{}");
        }
        if (beginning.reset) {
            append_reset(*text, form, beginning.position, ResetReason::too_far_back);
        }
        if (missed) {
            text->append(*missed);
        }
        return text;
    }

    std::shared_ptr<ScoreRing const> ring_;
    std::shared_ptr<ScoreFeed::Listener const> listener_;
    ScoreSelection selection_;
    FeedPosition place_;  // everything up to here was sent
    std::unique_ptr<Beginning> beginning_;
};

}  // namespace

void ScoreRing::put(std::shared_ptr<ScorePage const> page)
{
    auto const tick = page->position().tick;
    {
        std::unique_lock const lock{mutex_};
        text_ += page->size();
        pages_.push_back(std::move(page));
        while (pages_.size() > 1 && (pages_.size() > kMostPages || text_ > kMostText)) {
            text_ -= pages_.front()->size();
            pages_.pop_front();
        }
    }
    newest_.store(tick, std::memory_order_release);
}

ScoreRing::Next ScoreRing::after(FeedPosition const& place) const
{
    if (newest_.load(std::memory_order_acquire) <= place.tick) {
        return {};
    }
    std::shared_lock const lock{mutex_};
    // Not by counting: ticks that nobody listened to have numbers but no pages.
    auto const page = std::ranges::upper_bound(pages_, place.tick, {}, [](auto const& each) {
        return each->position().tick;
    });
    if (page == pages_.end()) {
        return {};
    }
    if ((*page)->position().tick != place.tick + 1) {
        return {.page = nullptr, .gone = true, .newest = pages_.back()->position()};
    }
    return {.page = *page};
}

void ScoreStreams::publish(FeedTick const& tick)
{
    ring_->put(std::make_shared<ScorePage const>(tick));
}

bool ScoreStreams::starts_at_once(ScoreSelection const& selection, std::string_view last_event_id)
{
    return last_event_id.empty() && !selection.items && !selection.wants_charts();
}

http::StreamPtr ScoreStreams::open(ScoreSelection selection, std::string_view last_event_id)
{
    auto joined = feed_.join(selection.wants_charts());
    Beginning beginning{.number = ++opened_, .before = joined.from, .position = joined.from};
    FeedTick first{.before = joined.from, .position = joined.from, .at = joined.at};
    if (auto const seen = parse_feed_position(last_event_id)) {
        ScoreFeed::Wanted wanted;
        if (selection.kind || selection.items) {
            wanted = [&](ItemKind kind, ItemNum item) { return selection.accepts(kind, item); };
        }
        auto missed = feed_.changed_since(*seen, joined.from, wanted);
        beginning.before = *seen;
        beginning.reset = !missed;
        if (missed) {
            first.before = *seen;
            first.scores = std::move(*missed);
        }
    } else {
        // Not an id of ours: nobody knows what this client has seen.
        beginning.reset = !last_event_id.empty();
    }
    if (selection.wants_charts()) {
        first.charts = feed_.charts();
    }
    if (!first.scores.empty() || !first.charts.empty()) {
        beginning.page = std::make_shared<ScorePage const>(first);
    }
    return std::make_shared<ScoreReader>(
        ring_, std::move(joined.listener), std::move(selection), joined.from, std::move(beginning)
    );
}

}  // namespace upbeat::voting
