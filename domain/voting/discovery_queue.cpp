#include <upbeat/domain/voting/discovery_queue.hpp>

#include <algorithm>
#include <array>
#include <tuple>
#include <unordered_set>

namespace upbeat::voting {
namespace {

constexpr std::size_t kPatience = 20'000;

using Labels = std::vector<Label>;

struct Hard {
    std::array<std::optional<Label>, kFacets> label{};
    bool impossible = false;
};

struct Liked {
    std::array<Labels, kFacets> labels{};

    bool matches(ItemRecord const& record) const
    {
        for (std::size_t facet = 0; facet < kFacets; ++facet) {
            if (std::ranges::find(labels[facet], record.labels[facet]) != labels[facet].end()) {
                return true;
            }
        }
        return false;
    }
};

Hard hard_labels(ItemTable const& items, DiscoveryWish const& wish)
{
    Hard hard;
    std::array<std::optional<std::string> const*, kFacets> const texts{
        &wish.genre, &wish.mood, &wish.platform
    };
    for (std::size_t facet = 0; facet < kFacets; ++facet) {
        if (*texts[facet]) {
            hard.label[facet] = items.label(**texts[facet]);
            hard.impossible = hard.impossible || !hard.label[facet];
        }
    }
    return hard;
}

Liked liked_labels(ItemTable const& items, DiscoveryWish const& wish)
{
    Liked liked;
    std::array<std::vector<std::string> const*, kFacets> const texts{
        &wish.liked_genres, &wish.liked_moods, &wish.liked_platforms
    };
    for (std::size_t facet = 0; facet < kFacets; ++facet) {
        for (auto const& text : *texts[facet]) {
            if (auto const label = items.label(text); label && !text.empty()) {
                liked.labels[facet].push_back(*label);
            }
        }
    }
    return liked;
}

// Gathers what may be offered, each item once.
class Gathering {
   public:
    Gathering(VotingProjection const& projection, DiscoveryWish const& wish)
        : items_{projection.items()},
          charts_{projection.charts()},
          wish_{wish},
          hard_{hard_labels(items_, wish)},
          liked_{liked_labels(items_, wish)}
    {
    }

    std::vector<DiscoveryCandidate> best(std::size_t count)
    {
        if (!hard_.impossible) {
            gather(count);
        }
        auto const order = [this](DiscoveryCandidate const& c) {
            auto const dice = SlotIndex::mix(
                wish_.seed ^ SlotIndex::mix(static_cast<std::uint64_t>(c.item.value))
            );
            return std::tuple{!c.liked, c.votes, dice, c.item.value};
        };
        std::ranges::sort(found_, {}, order);
        found_.resize(std::min(found_.size(), count));
        return std::move(found_);
    }

   private:
    void gather(std::size_t count)
    {
        if (auto const rarest = rarest_filter()) {
            if (rarest->size() <= kPatience) {
                std::ranges::for_each(*rarest, [this](Slot slot) { offer(slot); });
                return;
            }
        }
        for (std::size_t facet = 0; facet < kFacets; ++facet) {
            for (auto const label : liked_.labels[facet]) {
                auto const& list = items_.labelled(wish_.kind, static_cast<Facet>(facet), label);
                if (list.size() <= kPatience) {
                    std::ranges::for_each(list, [this](Slot slot) { offer(slot); });
                }
            }
        }
        walk_fewest(count);
    }

    std::vector<Slot> const* rarest_filter() const
    {
        std::vector<Slot> const* rarest = nullptr;
        for (std::size_t facet = 0; facet < kFacets; ++facet) {
            if (hard_.label[facet]) {
                auto const& list =
                    items_.labelled(wish_.kind, static_cast<Facet>(facet), *hard_.label[facet]);
                rarest = rarest == nullptr || list.size() < rarest->size() ? &list : rarest;
            }
        }
        return rarest;
    }

    // Fewest votes first. The set breaks ties by slot, so within each number of votes the walk
    // begins at a place that the seed chooses, and goes once round.
    void walk_fewest(std::size_t count)
    {
        auto const& set = charts_.set(wish_.kind, OrderName::fewest);
        auto const view = charts_.view(items_, OrderName::fewest);
        auto const source = view.source();
        std::size_t begin = 0;
        auto left = kPatience;
        auto const enough = found_.size() + count;
        while (begin < set.size() && left > 0 && found_.size() < enough) {
            auto const major = set.at(begin, source).major;
            auto const end = set.count_from(major, source);
            auto const length = end - begin;
            auto at = set.from(begin + SlotIndex::mix(wish_.seed) % length, source);
            for (std::size_t i = 0; i < length && left > 0 && found_.size() < enough; ++i, --left) {
                offer(at.key().slot);
                at.next();
                if (at.done() || at.key().major != major) {
                    at = set.from(begin, source);
                }
            }
            begin = end;
        }
    }

    void offer(Slot slot)
    {
        auto const& record = items_[slot];
        auto const own = wish_.not_of.value != 0 && record.owner == wish_.not_of;
        if (!record.live() || own || !passes(record) || !seen_.insert(slot).second) {
            return;
        }
        found_.push_back({record.num, slot, record.tally.total(), liked_.matches(record)});
    }

    bool passes(ItemRecord const& record) const
    {
        for (std::size_t facet = 0; facet < kFacets; ++facet) {
            if (hard_.label[facet] && record.labels[facet] != *hard_.label[facet]) {
                return false;
            }
        }
        return true;
    }

    ItemTable const& items_;
    Charts const& charts_;
    DiscoveryWish const& wish_;
    Hard hard_;
    Liked liked_;
    std::vector<DiscoveryCandidate> found_;
    std::unordered_set<Slot> seen_;
};

}  // namespace

std::vector<DiscoveryCandidate> discovery_candidates(
    VotingProjection const& projection, DiscoveryWish const& wish, std::size_t count
)
{
    return Gathering{projection, wish}.best(count);
}

}  // namespace upbeat::voting
