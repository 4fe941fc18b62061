#include <upbeat/domain/voting/difference.hpp>

#include <cstdio>

namespace upbeat::voting {
namespace {

std::string text(double value)
{
    char buffer[40];
    auto const size = std::snprintf(buffer, sizeof buffer, "%.17g", value);
    return {buffer, static_cast<std::size_t>(size)};
}

template <class T>
std::string text(T value)
{
    return std::to_string(value);
}

// Compares field after field of one thing until one differs.
class Comparison {
   public:
    explicit Comparison(std::string where) : where_{std::move(where)} {}

    template <class T>
    Comparison& field(char const* name, T a, T b)
    {
        if (!found_ && a != b) {
            found_ = Difference{where_, name, text(a), text(b)};
        }
        return *this;
    }
    std::optional<Difference> const& found() const { return found_; }

   private:
    std::string where_;
    std::optional<Difference> found_{};
};

std::string name_of(VotingProjection const& projection, Slot slot)
{
    auto const& items = projection.items();
    return "item " + std::to_string(items[slot].num.value) + " (" + std::string{items.id(slot)} +
           ")";
}

std::optional<Difference> compare_cells(
    std::string const& where, ItemRecord const& a, ItemRecord const& b
)
{
    auto left = a.cells.all().begin();
    auto right = b.cells.all().begin();
    auto const left_end = a.cells.all().end();
    auto const right_end = b.cells.all().end();
    for (; left != left_end && right != right_end; ++left, ++right) {
        auto const x = *left;
        auto const y = *right;
        Comparison hours{where};
        hours.field("hour", x.hour, y.hour).field("up in hour", x.up, y.up);
        hours.field("down in hour", x.down, y.down).field("guests in hour", x.guests, y.guests);
        hours.field("weighted in hour", x.weighted, y.weighted);
        if (hours.found()) {
            return hours.found();
        }
    }
    return Comparison{where}
        .field(
            "has more hours",
            static_cast<int>(left != left_end),
            static_cast<int>(right != right_end)
        )
        .found();
}

std::optional<Difference> compare_items(VotingProjection const& a, VotingProjection const& b)
{
    for (Slot slot = 0; slot < a.items().size(); ++slot) {
        auto const& left = a.items()[slot];
        auto const other = b.items().find(left.num);
        Comparison comparison{name_of(a, slot)};
        comparison.field("is known", 1, other ? 1 : 0);
        if (!other) {
            return comparison.found();
        }
        auto const& right = b.items()[*other];
        auto const& x = left.tally;
        auto const& y = right.tally;
        comparison.field("up", x.up, y.up).field("down", x.down, y.down);
        comparison.field("abstain", x.abstain, y.abstain).field("guests", x.guests, y.guests);
        comparison.field("weighted", x.weighted, y.weighted);
        comparison.field("weights", x.weights, y.weights);
        comparison.field("votes counted", left.version, right.version);
        if (comparison.found()) {
            return comparison.found();
        }
        if (auto const found = compare_cells(name_of(a, slot), left, right)) {
            return found;
        }
        comparison.field("trending", left.trending, right.trending);
        if (comparison.found()) {
            return comparison.found();
        }
    }
    return Comparison{"all items"}.field("count", a.items().size(), b.items().size()).found();
}

std::optional<Difference> compare_voters(VotingProjection const& a, VotingProjection const& b)
{
    auto const now = start_of_hour(a.hour());
    for (Slot slot = 0; slot < a.voters().size(); ++slot) {
        auto const& x = a.voters()[slot];
        auto const* const y = b.voters().find(x.facts().num);
        Comparison comparison{"voter " + std::to_string(x.facts().num.value)};
        comparison.field("is known", 1, y == nullptr ? 0 : 1);
        if (y == nullptr) {
            return comparison.found();
        }
        comparison.field("entries", x.folded(), y->folded());
        comparison.field("up", x.up(), y->up()).field("down", x.down(), y->down());
        comparison.field("abstain", x.abstain(), y->abstain());
        comparison.field("accepted", x.accepted(), y->accepted());
        comparison.field("reputation", x.reputation(now).value, y->reputation(now).value);
        comparison.field("adjustment", x.adjustment(), y->adjustment());
        comparison.field("warnings", x.warnings(), y->warnings());
        comparison.field("today", x.usage(now).today, y->usage(now).today);
        comparison.field("memory of recent votes", x.digest(), y->digest());
        if (comparison.found()) {
            return comparison.found();
        }
    }
    return Comparison{"all voters"}.field("count", a.voters().size(), b.voters().size()).found();
}

std::optional<Difference> compare_charts(VotingProjection const& a, VotingProjection const& b)
{
    for (auto const period : {Period::daily, Period::weekly, Period::monthly, Period::alltime}) {
        for (auto const kind : {ItemKind::track, ItemKind::tool}) {
            auto const x = a.charts().chart(a.items(), period, {.kind = kind}).rows;
            auto const y = b.charts().chart(b.items(), period, {.kind = kind}).rows;
            auto const chart = std::string{to_word(period)} + " chart of " +
                               (kind == ItemKind::track ? "tracks" : "tools");
            Comparison lengths{chart};
            lengths.field("places", x.size(), y.size());
            if (lengths.found()) {
                return lengths.found();
            }
            for (std::size_t i = 0; i < x.size(); ++i) {
                Comparison place{chart + ", place " + std::to_string(i + 1)};
                place.field("item", x[i].item.value, y[i].item.value);
                place.field("score", x[i].votes.score(), y[i].votes.score());
                place.field("weighted", x[i].votes.weighted, y[i].votes.weighted);
                if (place.found()) {
                    return place.found();
                }
            }
        }
    }
    return Comparison{"all orders"}.field("digest", a.digest(), b.digest()).found();
}

}  // namespace

std::optional<Difference> first_difference(VotingProjection const& a, VotingProjection const& b)
{
    if (auto found = compare_items(a, b)) {
        return found;
    }
    if (auto found = compare_voters(a, b)) {
        return found;
    }
    Comparison rest{"today's networks"};
    rest.field("digest", a.networks().digest(), b.networks().digest());
    return rest.found() ? rest.found() : compare_charts(a, b);
}

}  // namespace upbeat::voting
