#include <upbeat/domain/voting/chart_walk.hpp>

namespace upbeat::voting {

ChartWalk::ChartWalk(
    Charts const& charts,
    ItemTable const& items,
    Period period,
    std::optional<ItemKind> kind,
    Section section
)
    : view_{charts.view(items, static_cast<OrderName>(period))}
{
    for (auto const each : {ItemKind::track, ItemKind::tool}) {
        if (!kind || *kind == each) {
            add(charts.set(each, static_cast<OrderName>(period)), section);
        }
    }
}

void ChartWalk::add(RankedSet const& set, Section section)
{
    auto const source = view_.source();
    auto const split = set.count_from(kQualified, source);
    if (section != Section::others && split > 0) {
        runs_.push_back({set.from(0, source), split});
    }
    if (section != Section::qualified && split < set.size()) {
        runs_.push_back({set.from(split, source), set.size() - split});
    }
}

std::optional<Slot> ChartWalk::next()
{
    Run* best = nullptr;
    auto const source = view_.source();
    for (auto& run : runs_) {
        if (run.left > 0 &&
            (best == nullptr || source.before(pure(run.at.key()), pure(best->at.key())))) {
            best = &run;
        }
    }
    if (best == nullptr) {
        return std::nullopt;
    }
    auto const slot = best->at.key().slot;
    best->at.next();
    --best->left;
    return slot;
}

}  // namespace upbeat::voting
