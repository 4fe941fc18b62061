#include <upbeat/adapters/voting/score_page.hpp>

#include <algorithm>
#include <utility>

#include <upbeat/adapters/http/json_writer.hpp>
#include <upbeat/adapters/http/rfc3339.hpp>
#include <upbeat/adapters/http/web_socket_frames.hpp>
#include <upbeat/adapters/voting/vote_words.hpp>

namespace upbeat::voting {
namespace {

std::string data_of(ScoreChange const& change, std::string_view at)
{
    auto const& tally = change.tally;
    http::JsonWriter to;
    to.begin_object();
    to.name("item_type").string(vote_word(change.kind));
    to.name("item_id").string(change.id);
    to.name("score").integer(tally.score());
    to.name("weighted_score").number(shown_score(tally.weighted));
    to.name("up").integer(tally.up);
    to.name("down").integer(tally.down);
    to.name("total").integer(tally.total());
    to.name("rank");
    change.rank ? to.integer(*change.rank) : to.null();
    to.name("at").string(at);
    to.end_object();
    return to.take();
}

std::string data_of(ChartOrder const& order, std::string_view at)
{
    http::JsonWriter to;
    to.begin_object();
    if (order.chart == FeedChart::trending) {
        to.name("chart").string("trending");
        to.name("item_type").string(vote_word(order.kind));
    } else {
        to.name("chart").string("top");
        to.name("period").string(to_word(order.period));
    }
    to.name("version").integer(static_cast<std::int64_t>(order.version));
    to.name("items").begin_array();
    for (auto const& place : order.places) {
        to.begin_object();
        to.name("item_type").string(vote_word(place.kind));
        to.name("item_id").string(place.id);
        to.end_object();
    }
    to.end_array();
    to.name("at").string(at);
    to.end_object();
    return to.take();
}

std::string_view word(ResetReason reason)
{
    switch (reason) {
        case ResetReason::too_far_back: return "too_far_back";
        case ResetReason::too_slow: return "too_slow";
        case ResetReason::too_much: return "too_much";
    }
    return {};
}

}  // namespace

void append_event(
    std::string& to,
    http::StreamForm form,
    std::string_view event,
    std::string_view id,
    std::string_view data
)
{
    if (form == http::StreamForm::event_stream) {
        to.append("event: ").append(event).append("\nid: ").append(id);
        to.append("\ndata: ").append(data).append("\n\n");
        return;
    }
    std::string message;
    message.append(R"({"event":")").append(event).append(R"(","id":")").append(id);
    message.append(R"(","data":)").append(data).append("}");
    http::append_text_frame(to, message);
}

void append_reset(
    std::string& to, http::StreamForm form, FeedPosition const& position, ResetReason reason
)
{
    http::JsonWriter data;
    data.begin_object();
    data.name("reason").string(word(reason));
    data.name("links").begin_object();
    data.name("trending").string("/api/v1/trending");
    for (auto const period : {Period::daily, Period::weekly, Period::monthly, Period::alltime}) {
        data.name(std::string{"top_"}.append(to_word(period)));
        data.string(std::string{"/api/v1/top/"}.append(to_word(period)));
    }
    data.end_object().end_object();
    append_event(to, form, "reset", to_text(position), data.text());
}

ScorePage::ScorePage(FeedTick const& tick)
    : position_{tick.position},
      id_{to_text(tick.position)},
      id_before_{to_text(tick.before)},
      too_many_{tick.too_many}
{
    auto const at = http::to_rfc3339(std::chrono::floor<std::chrono::milliseconds>(tick.at));
    scores_.reserve(tick.scores.size());
    for (auto const& change : tick.scores) {
        scores_.push_back({change.item, change.kind, data_of(change, at)});
        size_ += scores_.back().data.size();
    }
    for (auto const& order : tick.charts) {
        charts_.push_back({order, data_of(order, at)});
        size_ += charts_.back().data.size();
    }
}

http::StreamPiece ScorePage::piece(ScoreSelection const& selection, http::StreamForm form) const
{
    if (selection.items) {
        return make(selection, form);
    }
    std::scoped_lock const lock{mutex_};
    auto& shared = shared_[2 * selection.group() + static_cast<std::size_t>(form)];
    if (!std::exchange(shared.made, true)) {
        shared.piece = make(selection, form);
    }
    return shared.piece;
}

// All events of a tick but the last name the tick before: who is cut off between them gets the
// whole tick again.
http::StreamPiece ScorePage::make(ScoreSelection const& selection, http::StreamForm form) const
{
    auto const scores = chosen(selection);
    auto const charts = std::ranges::count_if(charts_, [&](Chart const& chart) {
        return selection.accepts(chart.order);
    });
    auto left = scores.size() + static_cast<std::size_t>(charts) + (too_many_ ? 1U : 0U);
    if (left == 0) {
        return nullptr;
    }
    auto text = std::make_shared<std::string>();
    auto const id = [&]() -> std::string_view { return --left == 0 ? id_ : id_before_; };
    for (auto const* const score : scores) {
        append_event(*text, form, "score", id(), score->data);
    }
    for (auto const& chart : charts_) {
        if (selection.accepts(chart.order)) {
            append_event(*text, form, "chart", id(), chart.data);
        }
    }
    if (too_many_) {
        append_reset(*text, form, position_, ResetReason::too_much);
    }
    return text;
}

std::vector<ScorePage::Score const*> ScorePage::chosen(ScoreSelection const& selection) const
{
    std::vector<Score const*> all;
    if (selection.items && selection.items->size() < scores_.size()) {
        for (auto const item : *selection.items) {
            auto const found = std::ranges::lower_bound(scores_, item, {}, &Score::item);
            if (found != scores_.end() && found->item == item &&
                selection.accepts(found->kind, item)) {
                all.push_back(&*found);
            }
        }
        return all;
    }
    for (auto const& score : scores_) {
        if (selection.accepts(score.kind, score.item)) {
            all.push_back(&score);
        }
    }
    return all;
}

}  // namespace upbeat::voting
