#include <upbeat/domain/voting/chart_walk.hpp>

namespace upbeat::voting {
namespace {

constexpr std::uint64_t kQualified = std::uint64_t{1} << 63U;

}  // namespace

ChartWalk::ChartWalk(
    Charts const& charts,
    ItemTable const& items,
    Period period,
    std::optional<ItemKind> kind,
    Section section
)
    : ties_{&charts, &items, period}
{
    for (auto const each : {ItemKind::track, ItemKind::tool}) {
        if (!kind || *kind == each) {
            add(charts.set(each, static_cast<std::size_t>(period)), section);
        }
    }
}

void ChartWalk::add(RankedSet const& set, Section section)
{
    auto const split = qualified(set);
    if (section != Section::others && split > 0) {
        runs_.push_back({set.from(0), split});
    }
    if (section != Section::qualified && split < set.size()) {
        runs_.push_back({set.from(split), set.size() - split});
    }
}

std::optional<Slot> ChartWalk::next()
{
    Run* best = nullptr;
    auto const tie = TieBreak{&ties_, &Charts::by_period};
    for (auto& run : runs_) {
        if (run.left > 0 &&
            (best == nullptr || tie.before(pure(run.at.key()), pure(best->at.key())))) {
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

std::size_t ChartWalk::qualified(RankedSet const& set)
{
    return set.count_at_least(kQualified);
}

RankKey ChartWalk::pure(RankKey key)
{
    key.major &= ~kQualified;
    return key;
}

}  // namespace upbeat::voting
