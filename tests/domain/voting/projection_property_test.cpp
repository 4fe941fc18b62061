#include <algorithm>
#include <map>
#include <tuple>

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <upbeat/domain/voting/chart_walk.hpp>

#include "random_history.hpp"

using namespace upbeat;
using namespace upbeat::voting;

namespace {

RandomHistory any_history()
{
    return RandomHistory{*rc::gen::scale(6.0, rc::gen::arbitrary<std::vector<Move>>())};
}

// Later than the history by up to 50 days.
Timestamp some_later(RandomHistory const& history)
{
    return history.end() + std::chrono::minutes{*rc::gen::inRange(0, 50 * 24 * 60)};
}

Slot slot_of(VotingProjection const& projection, ItemNum num)
{
    return *projection.items().find(num);
}

// The naive window: a filter over the votes that stand.
WindowTally naive_window(
    std::vector<LedgerEntry> const& standing, ItemNum item, Hour first, Hour last
)
{
    WindowTally sum;
    for (auto const& vote : standing) {
        auto const hour = hour_of(vote.counted_at());
        if (vote.item != item || hour <= first || hour > last) {
            continue;
        }
        sum.up += vote.direction == Direction::up ? 1U : 0U;
        sum.down += vote.direction == Direction::down ? 1U : 0U;
        sum.guests += vote.is_guest() && vote.direction != Direction::abstain ? 1U : 0U;
        sum.weighted += std::int64_t{vote.weight.value} * sign(vote.direction);
    }
    return sum;
}

using Place = std::tuple<std::int64_t, std::int64_t, std::int64_t, Timestamp, std::string>;

Place naive_place(ItemFacts const& facts, WindowTally const& votes)
{
    return {-votes.weighted, -votes.score(), -votes.total(), facts.created_at, facts.id};
}

std::vector<ItemNum> trending_order(VotingProjection const& projection, ItemKind kind)
{
    std::vector<ItemNum> order;
    for (auto const& row : projection.charts().trending(projection.items(), kind, 100)) {
        order.push_back(row.item);
    }
    return order;
}

}  // namespace

TEST_CASE("what runs equals what is rebuilt, at any later hour", "[voting][domain][property]")
{
    CHECK(rc::check("fold == rebuild", [] {
        auto const history = any_history();
        auto const later = some_later(history);
        auto running = history.folded();
        running.advance(later);
        RC_ASSERT(running == history.rebuilt(later));
    }));
}

TEST_CASE(
    "a rebuild does not hang on the order in which items and voters are made known",
    "[voting][domain][property]"
)
{
    CHECK(rc::check("order of facts", [] {
        auto const history = any_history();
        VotingProjection backwards{history.end()};
        backwards.begin_load();
        auto items = history.items();
        auto voters = history.voters();
        std::ranges::reverse(items);
        std::ranges::reverse(voters);
        std::ranges::for_each(items, [&](auto const& facts) { backwards.put_item(facts); });
        std::ranges::for_each(voters, [&](auto const& facts) { backwards.put_voter(facts); });
        for (auto const& entry : history.entries()) {
            backwards.fold(entry);
        }
        backwards.finish_load(history.end());
        auto running = history.folded();
        running.advance(history.end());
        RC_ASSERT(backwards == running);
    }));
}

TEST_CASE(
    "tallies and windows equal a recount of the votes that stand", "[voting][domain][property]"
)
{
    CHECK(rc::check("recount", [] {
        auto const history = any_history();
        auto running = history.folded();
        running.advance(some_later(history));
        auto const standing = history.standing();
        auto const hour = running.hour();
        for (auto const& facts : history.items()) {
            auto const slot = slot_of(running, facts.num);
            Tally tally;
            for (auto const& vote : standing) {
                if (vote.item == facts.num) {
                    tally.add(vote.direction, vote.weight, vote.is_guest());
                }
            }
            RC_ASSERT(running.items()[slot].tally == tally);
            for (auto const period : {Period::daily, Period::weekly, Period::monthly}) {
                RC_ASSERT(
                    running.charts().window(running.items(), period, slot) ==
                    naive_window(standing, facts.num, hour - hours_in(period), hour)
                );
            }
        }
    }));
}

TEST_CASE("ranks and charts equal a full sort", "[voting][domain][property]")
{
    CHECK(rc::check("full sort", [] {
        auto const history = any_history();
        auto running = history.folded();
        running.advance(some_later(history));
        auto const standing = history.standing();
        for (auto const period :
             {Period::daily, Period::weekly, Period::monthly, Period::alltime}) {
            std::vector<std::pair<Place, ItemFacts>> all;
            auto const first = period == Period::alltime ? -1 : running.hour() - hours_in(period);
            for (auto const& facts : history.items()) {
                auto const votes = naive_window(standing, facts.num, first, running.hour());
                if (!votes.empty() || period == Period::alltime) {
                    all.emplace_back(naive_place(facts, votes), facts);
                }
            }
            std::ranges::sort(all, {}, &std::pair<Place, ItemFacts>::first);
            auto const chart = running.charts().chart(running.items(), period, {.min_votes = 0});
            RC_ASSERT(chart.rows.size() == all.size());
            std::map<ItemKind, std::int64_t> ranks;
            for (std::size_t i = 0; i < all.size(); ++i) {
                auto const& facts = all[i].second;
                RC_ASSERT(chart.rows[i].item == facts.num);
                if (period == Period::alltime) {
                    auto const slot = slot_of(running, facts.num);
                    RC_ASSERT(running.charts().rank(running.items(), slot) == ++ranks[facts.kind]);
                }
            }
        }
    }));
}

TEST_CASE(
    "trending scores are the bits of a sum over the hours in ascending order",
    "[voting][domain][property]"
)
{
    CHECK(rc::check("bits", [] {
        auto const history = any_history();
        auto running = history.folded();
        running.advance(some_later(history));
        for (auto const& facts : history.items()) {
            std::map<Hour, std::int64_t> hours;
            for (auto const& vote : history.standing()) {
                if (vote.item == facts.num) {
                    hours[hour_of(vote.counted_at())] +=
                        std::int64_t{vote.weight.value} * sign(vote.direction);
                }
            }
            double now = 0;
            double yesterday = 0;
            for (auto const& [hour, weighted] : hours) {
                now += static_cast<double>(weighted) * running.charts().epoch().factor(hour);
                yesterday = hour <= running.hour() - 24 ? now : yesterday;
            }
            auto const& record = running.items()[slot_of(running, facts.num)];
            RC_ASSERT(record.trending == now);
            RC_ASSERT(
                running.charts().trending_before(running.items(), slot_of(running, facts.num)) ==
                yesterday
            );
        }
    }));
}

TEST_CASE(
    "time alone never changes the order of trending, nor does a new epoch",
    "[voting][domain][property]"
)
{
    CHECK(rc::check("time alone", [] {
        auto const history = any_history();
        auto running = history.folded();
        for (auto const kind : {ItemKind::track, ItemKind::tool}) {
            auto const before = trending_order(running, kind);
            auto later = history.folded();
            later.advance(some_later(history));
            RC_ASSERT(trending_order(later, kind) == before);
            later.advance(history.end() + std::chrono::days{600});
            RC_ASSERT(later.charts().epoch() != running.charts().epoch());
            RC_ASSERT(trending_order(later, kind) == before);
        }
    }));
}

TEST_CASE(
    "the rank of yesterday is the rank among the votes of yesterday", "[voting][domain][property]"
)
{
    CHECK(rc::check("yesterday", [] {
        auto const history = any_history();
        auto running = history.folded();
        running.advance(some_later(history));
        auto const& items = running.items();
        for (auto const& row : running.charts().trending(items, ItemKind::track, 100)) {
            auto const slot = slot_of(running, row.item);
            auto const& cells = items[slot].cells;
            auto const old = running.hour() - 24;
            RC_ASSERT(row.rank_change.has_value() == (!cells.empty() && cells.first_hour() <= old));
            if (!row.rank_change) {
                continue;
            }
            std::int64_t rank = 1;
            for (Slot other = 0; other < items.size(); ++other) {
                auto const& rival = items[other];
                auto const was_there = !rival.cells.empty() && rival.cells.first_hour() <= old &&
                                       rival.kind == ItemKind::track;
                auto const key = [&](Slot s) {
                    return std::tuple{
                        -running.charts().trending_before(items, s),
                        items[s].created_at,
                        std::string{items.id(s)}
                    };
                };
                rank += was_there && key(other) < key(slot) ? 1 : 0;
            }
            RC_ASSERT(*row.rank_change == rank - row.rank);
        }
    }));
}

TEST_CASE("hiding an item and showing it again leaves nothing behind", "[voting][domain][property]")
{
    CHECK(rc::check("hide and show", [] {
        auto const history = any_history();
        auto running = history.populated(history.begin());
        auto facts = history.items().front();
        auto const hide = *rc::gen::inRange<std::size_t>(0, history.entries().size() + 1);
        for (std::size_t i = 0; i < history.entries().size(); ++i) {
            if (i == hide) {
                facts.status = ItemStatus::hidden;
                running.put_item(facts);
            }
            running.advance(history.entries()[i].at);
            running.fold(history.entries()[i]);
        }
        facts.status = ItemStatus::live;
        running.put_item(facts);
        RC_ASSERT(running == history.folded());
    }));
}

TEST_CASE(
    "the orders of the next hour may be made ahead, in any pieces", "[voting][domain][property]"
)
{
    CHECK(rc::check("made ahead", [] {
        auto const history = any_history();
        auto running = history.populated(history.begin());
        for (auto const& entry : history.entries()) {
            running.prepare_next_hour(*rc::gen::inRange<std::size_t>(0, 20));
            if (*rc::gen::inRange(0, 3) == 0) {
                running.advance(start_of_hour(running.hour() + 1));
            }
            running.advance(entry.at);
            running.fold(entry);
        }
        auto const later = start_of_hour(running.hour() + 1);
        running.prepare_next_hour(*rc::gen::inRange<std::size_t>(0, 20));
        running.advance(later);
        RC_ASSERT(running == history.rebuilt(later));
    }));
}

TEST_CASE("a batch counts as its entries one by one", "[voting][domain][property]")
{
    CHECK(rc::check("batch", [] {
        auto const history = any_history();
        auto running = history.populated(history.end());
        running.fold(std::span{history.entries()});
        RC_ASSERT(running == history.rebuilt(history.end()));
    }));
}
