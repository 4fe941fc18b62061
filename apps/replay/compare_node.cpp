#include <upbeat/apps/replay/compare_node.hpp>

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <utility>

#include <boost/json/serialize.hpp>
#include <fmt/format.h>

namespace upbeat::apps {
namespace {

using namespace std::chrono_literals;
using boost::json::array;
using boost::json::object;
using boost::json::value;
using voting::Slot;
using voting::VotingProjection;

// How old the ledger's state is before the node is asked, look after look. A node hears of what
// another one wrote within half a second; the later looks are for nodes that are busy.
constexpr std::array kBeforeAsking{20ms, 200ms, 1000ms, 2000ms, 3000ms, 3000ms};
// So many of the last looks have to find a difference.
constexpr int kProofs = 3;

std::string text(value const& shown)
{
    if (shown.is_double()) {
        return fmt::format("{}", shown.as_double());
    }
    return shown.is_string() ? std::string{shown.as_string()} : boost::json::serialize(shown);
}

// 2 and 2.0 are the same.
bool same(value const& a, value const& b)
{
    return a.is_number() && b.is_number() ? a.to_number<double>() == b.to_number<double>() : a == b;
}

value const& field(object const& row, std::string_view name)
{
    static value const none{};
    auto const* const found = row.if_contains(name);
    return found == nullptr ? none : *found;
}

std::optional<NodeDifference> compare_fields(
    std::string const& where, object const& node, object const& ledger
)
{
    for (auto const& [name, wanted] : ledger) {
        if (!same(field(node, name), wanted)) {
            return NodeDifference{where, std::string{name}, text(field(node, name)), text(wanted)};
        }
    }
    return std::nullopt;
}

ItemKind kind_of(object const& row, ItemKind otherwise)
{
    auto const& word = field(row, "item_type");
    if (!word.is_string()) {
        return otherwise;
    }
    return word.as_string() == "tool" ? ItemKind::tool : ItemKind::track;
}

std::optional<Slot> slot_of(
    VotingProjection const& projection, Listing const& listing, object const& row
)
{
    return projection.items().find(kind_of(row, listing.kind), text(field(row, "id")));
}

// An item's votes tell more than the places that they move, so they are compared first. `passed`
// says which rows not to look at.
template <class Passed>
std::optional<NodeDifference> compare_votes(
    VotingProjection const& projection, Listing const& listing, array const& rows, Passed passed
)
{
    for (auto const& each : rows) {
        auto const& row = each.as_object();
        auto const where = fmt::format("{} on {}", text(field(row, "id")), listing.name);
        auto const slot = slot_of(projection, listing, row);
        if (slot && passed(*slot)) {
            continue;
        }
        if (!slot) {
            return NodeDifference{where, "id", text(field(row, "id")), "no such item"};
        }
        if (auto found = compare_fields(where, row, listing.votes(projection, *slot))) {
            return found;
        }
    }
    return std::nullopt;
}

std::optional<NodeDifference> compare_places(
    array const& node, array const& ledger, Listing const& listing
)
{
    for (std::size_t at = 0; at < std::max(node.size(), ledger.size()); ++at) {
        auto const where = fmt::format("place {} of {}", at + 1, listing.name);
        if (at >= node.size() || at >= ledger.size()) {
            auto const id = [at](array const& rows) {
                return at < rows.size() ? text(field(rows[at].as_object(), "id")) : "nothing";
            };
            return NodeDifference{where, "id", id(node), id(ledger)};
        }
        if (auto found = compare_fields(where, node[at].as_object(), ledger[at].as_object())) {
            return found;
        }
    }
    return std::nullopt;
}

// What of an answer no state of the ledger has explained yet. A page takes its order and its votes
// one after the other, so the two may be of different states.
class Unexplained {
   public:
    Unexplained(Listing const& listing, object const& answer)
        : listing_{listing}, answer_{answer}, rows_{answer.at(listing.array).as_array()}
    {
    }

    void hold_against(VotingProjection const& projection)
    {
        if (!votes_explained_) {
            votes_ = compare_votes(projection, listing_, rows_, [](Slot) { return false; });
            votes_explained_ = !votes_;
        }
        if (!places_explained_) {
            places_ = compare_places(rows_, listing_.places(projection, answer_), listing_);
            places_explained_ = !places_;
        }
    }
    bool nothing() const { return votes_explained_ && places_explained_; }
    std::optional<NodeDifference> const& first() const
    {
        return votes_explained_ ? places_ : votes_;
    }
    std::size_t rows() const { return rows_.size(); }

    // The votes of items that did not move.
    std::optional<NodeDifference> standing(
        VotingProjection const& projection, std::set<Slot> const& moved
    ) const
    {
        return compare_votes(projection, listing_, rows_, [&](Slot slot) {
            return moved.contains(slot);
        });
    }

   private:
    Listing const& listing_;
    object const& answer_;
    array const& rows_;
    std::optional<NodeDifference> votes_{};
    std::optional<NodeDifference> places_{};
    bool votes_explained_ = false;
    bool places_explained_ = false;
};

// The items whose votes moved.
std::set<Slot> moved_by(
    VotingProjection const& projection, std::vector<voting::LedgerEntry> const& entries
)
{
    auto moved = std::set<Slot>{};
    for (auto const& entry : entries) {
        if (auto const slot = projection.items().find(entry.item)) {
            moved.insert(*slot);
        }
    }
    return moved;
}

}  // namespace

CompareNode::CompareNode(Node const& node, FollowedLedger& ledger, Sleep sleep)
    : node_{node}, ledger_{ledger}, sleep_{std::move(sleep)}
{
}

Result<NodeReport> CompareNode::execute(std::size_t items, Progress const& progress)
{
    auto report = NodeReport{};
    auto const all = ledger_.read([items](VotingProjection const& projection) {
        return listings(projection, items);
    });
    for (std::size_t done = 0; done < all.size(); ++done) {
        UPBEAT_TRY(auto const last, look_again_and_again(all[done]));
        if (!last.difference) {
            ++report.lists;
            report.rows += last.rows;
        } else if (last.proven) {
            report.difference = last.difference;
            return report;
        } else {
            report.unsettled.push_back(all[done].name);
        }
        if (progress) {
            progress(done + 1, all.size());
        }
    }
    return report;
}

Result<CompareNode::Look> CompareNode::look_again_and_again(Listing const& listing)
{
    auto last = Look{};
    auto proofs = 0;
    for (auto const before_asking : kBeforeAsking) {
        UPBEAT_TRY(last, look(listing, before_asking));
        if (!last.difference) {
            return last;
        }
        proofs = last.proven ? proofs + 1 : 0;
        ledger_.learn_items();  // perhaps it is the catalogue that has moved on
    }
    last.proven = proofs >= kProofs;
    return last;
}

Result<CompareNode::Look> CompareNode::look(
    Listing const& listing, std::chrono::milliseconds before_asking
)
{
    ledger_.fold(ledger_.news());
    ledger_.tick();
    auto const hour = ledger_.read([](VotingProjection const& p) { return p.hour(); });
    sleep_(before_asking);
    UPBEAT_TRY(auto const answer, node_.get(listing.target));
    auto unexplained = Unexplained{listing, answer.as_object()};
    auto const hold = [&] {
        ledger_.read([&](VotingProjection const& p) { unexplained.hold_against(p); });
    };

    hold();
    auto const news = ledger_.news();
    for (auto entry = news.begin(); !unexplained.nothing() && entry != news.end(); ++entry) {
        ledger_.fold({*entry});
        hold();
    }
    auto found = Look{.rows = unexplained.rows(), .difference = unexplained.first()};
    if (unexplained.nothing()) {
        return found;
    }
    // All of the news are folded now: whatever they did not move has stood still.
    ledger_.tick();
    found.proven = ledger_.read([&](VotingProjection const& projection) {
        auto standing = unexplained.standing(projection, moved_by(projection, news));
        if (standing) {
            found.difference = std::move(standing);
        }
        return projection.hour() == hour && (standing || news.empty());
    });
    return found;
}

}  // namespace upbeat::apps
