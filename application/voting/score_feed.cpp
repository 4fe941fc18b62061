#include <upbeat/application/voting/score_feed.hpp>

#include <algorithm>
#include <array>
#include <unordered_set>
#include <utility>

namespace upbeat::voting {
namespace {

constexpr std::size_t kTrendingSize = 10;

std::vector<ScoreChange> figures_of(
    VotingProjection const& projection, std::vector<Slot> const& slots
)
{
    auto const& items = projection.items();
    std::vector<ScoreChange> figures;
    figures.reserve(slots.size());
    for (auto const slot : slots) {
        auto const& record = items[slot];
        if (record.live()) {
            figures.push_back(
                {.item = record.num,
                 .kind = record.kind,
                 .id = std::string{items.id(slot)},
                 .tally = record.tally,
                 .rank = projection.charts().rank(items, slot)}
            );
        }
    }
    std::ranges::sort(figures, {}, &ScoreChange::item);
    return figures;
}

template <class Row>
void list_places(ChartOrder& order, ItemTable const& items, std::vector<Row> const& rows)
{
    for (auto const& row : rows) {
        auto const slot = items.find(row.item);
        order.places.push_back({row.kind, slot ? std::string{items.id(*slot)} : std::string{}});
    }
}

bool same_order(ChartOrder const& a, ChartOrder const& b)
{
    return std::ranges::equal(a.places, b.places, [](auto const& one, auto const& other) {
        return one.kind == other.kind && one.id == other.id;
    });
}

}  // namespace

ScoreFeed::Listener::Listener(std::shared_ptr<Counts> counts, bool wants_charts)
    : counts_{std::move(counts)}, wants_charts_{wants_charts}
{
    ++counts_->listeners;
    counts_->of_charts += wants_charts_ ? 1 : 0;
}

ScoreFeed::Listener::~Listener()
{
    --counts_->listeners;
    counts_->of_charts -= wants_charts_ ? 1 : 0;
}

ScoreFeed::ScoreFeed(
    VotingState& state, Clock const& clock, std::int32_t node, std::int64_t top_min_votes
)
    : state_{state},
      clock_{clock},
      top_min_votes_{top_min_votes},
      position_{.newest = clock.now(), .node = node},
      complete_since_{clock.now()}
{
}

std::shared_ptr<FeedTick const> ScoreFeed::turn()
{
    auto round = begin_round();
    if (!round) {
        return nullptr;
    }
    auto& tick = round->tick;
    tick.too_many = round->slots.size() > kMostInTick;
    if (!tick.too_many) {
        tick.scores = state_.read([&](VotingProjection const& projection) {
            return figures_of(projection, round->slots);
        });
    }
    tick.charts = changed_charts();
    return std::make_shared<FeedTick const>(std::move(tick));
}

// Who joins before the lock is sent this tick; who joins after it finds its changes in the state.
std::optional<ScoreFeed::Round> ScoreFeed::begin_round()
{
    auto const charts_may_change = counts_->of_charts > 0 && charts_version_ != state_.version();
    auto touched = state_.take_touched();
    if (touched.slots.empty() && !charts_may_change) {
        return std::nullopt;
    }
    auto const now = clock_.now();
    std::scoped_lock const lock{mutex_};
    Round round;
    round.tick.before = position_;
    // An entry dated ahead must not make the clients believe that they have seen what is to come.
    position_.newest = std::max(position_.newest, std::min(touched.newest, now));
    ++position_.tick;
    round.tick.position = position_;
    round.tick.at = now;
    remember(position_.tick, now, touched.slots);
    if (counts_->listeners == 0) {
        return std::nullopt;
    }
    round.slots = std::move(touched.slots);
    return round;
}

void ScoreFeed::remember(std::uint64_t tick, Timestamp at, std::vector<Slot> const& slots)
{
    memory_.push_back(std::make_shared<Remembered const>(Remembered{tick, at, slots}));
    remembered_ += slots.size();
    while (remembered_ > kMostRemembered || memory_.front()->at < at - kRemembered) {
        auto const& oldest = *memory_.front();
        forgotten_ = oldest.tick;
        complete_since_ = oldest.at;
        remembered_ -= oldest.slots.size();
        memory_.pop_front();
        if (memory_.empty()) {
            return;
        }
    }
}

ScoreFeed::Joined ScoreFeed::join(bool wants_charts)
{
    std::scoped_lock const lock{mutex_};
    return {std::make_shared<Listener const>(counts_, wants_charts), position_, clock_.now()};
}

FeedPosition ScoreFeed::position() const
{
    std::scoped_lock const lock{mutex_};
    return position_;
}

bool ScoreFeed::covers(FeedPosition const& seen) const
{
    if (seen.node == position_.node && seen.tick <= position_.tick) {
        return seen.tick >= forgotten_;
    }
    return seen.newest - kOverlap > complete_since_;
}

std::optional<std::vector<ScoreFeed::RememberedPtr>> ScoreFeed::remembered_since(
    FeedPosition const& seen, FeedPosition const& joined
) const
{
    std::scoped_lock const lock{mutex_};
    if (!covers(seen)) {
        return std::nullopt;
    }
    auto const own = seen.node == position_.node && seen.tick <= position_.tick;
    auto const since = std::min(seen.newest, clock_.now()) - kOverlap;
    std::vector<RememberedPtr> rounds;
    for (auto round = memory_.rbegin(); round != memory_.rend(); ++round) {
        if (own ? (*round)->tick <= seen.tick : (*round)->at < since) {
            break;
        }
        if ((*round)->tick <= joined.tick) {
            rounds.push_back(*round);
        }
    }
    return rounds;
}

std::optional<std::vector<ScoreChange>> ScoreFeed::changed_since(
    FeedPosition const& seen, FeedPosition const& joined, Wanted const& wanted
) const
{
    auto const rounds = remembered_since(seen, joined);
    if (!rounds) {
        return std::nullopt;
    }
    std::unordered_set<Slot> changed;
    for (auto const& round : *rounds) {
        changed.insert(round->slots.begin(), round->slots.end());
        if (!wanted && changed.size() > kMostCaughtUp) {
            return std::nullopt;
        }
    }
    std::vector<Slot> slots{changed.begin(), changed.end()};
    return state_.read(
        [&](VotingProjection const& projection) -> std::optional<std::vector<ScoreChange>> {
            std::erase_if(slots, [&](Slot slot) {
                auto const& record = projection.items()[slot];
                return wanted && !wanted(record.kind, record.num);
            });
            if (slots.size() > kMostCaughtUp) {
                return std::nullopt;
            }
            return figures_of(projection, slots);
        }
    );
}

std::vector<ChartOrder> ScoreFeed::charts() const
{
    auto const version = state_.version();
    return state_.read([&](VotingProjection const& projection) {
        auto const& items = projection.items();
        std::vector<ChartOrder> all;
        for (auto const kind : {ItemKind::track, ItemKind::tool}) {
            auto& order = all.emplace_back();
            order.kind = kind;
            list_places(order, items, projection.charts().trending(items, kind, kTrendingSize));
        }
        for (auto const period :
             {Period::daily, Period::weekly, Period::monthly, Period::alltime}) {
            auto& order = all.emplace_back();
            order.chart = FeedChart::top;
            order.period = period;
            auto const filter = ChartFilter{.min_votes = top_min_votes_};
            list_places(order, items, projection.charts().chart(items, period, filter).rows);
        }
        for (auto& order : all) {
            order.version = version;
        }
        return all;
    });
}

// The first to listen for charts is told all of them: whoever joined meanwhile may have read
// others.
std::vector<ChartOrder> ScoreFeed::changed_charts()
{
    if (counts_->of_charts == 0) {
        charts_version_ = 0;
        told_charts_.clear();
        return {};
    }
    auto const version = state_.version();
    if (version == charts_version_) {
        return {};
    }
    auto now = charts();
    std::vector<ChartOrder> changed;
    for (std::size_t place = 0; place < now.size(); ++place) {
        if (told_charts_.empty() || !same_order(now[place], told_charts_[place])) {
            changed.push_back(now[place]);
        }
    }
    charts_version_ = version;
    told_charts_ = std::move(now);
    return changed;
}

}  // namespace upbeat::voting
