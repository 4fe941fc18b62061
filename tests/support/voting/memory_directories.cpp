#include <upbeat/tests/support/voting/memory_directories.hpp>

#include <algorithm>

namespace upbeat::testing {

void MemoryItems::add(voting::ItemFacts const& facts)
{
    std::scoped_lock const lock{mutex_};
    items_.insert_or_assign(facts.num, facts);
}

void MemoryItems::each(std::function<void(voting::ItemFacts const&)> const& visit)
{
    auto const items = [this] {
        std::scoped_lock const lock{mutex_};
        return items_;
    }();
    for (auto const& [num, facts] : items) {
        visit(facts);
    }
}

std::vector<voting::ItemCard> MemoryItems::cards(std::span<ItemNum const> items)
{
    std::scoped_lock const lock{mutex_};
    std::vector<voting::ItemCard> cards;
    for (auto const num : items) {
        auto& card = cards.emplace_back();
        card.num = num;
        if (auto const found = items_.find(num); found != items_.end()) {
            auto const& facts = found->second;
            card.kind = facts.kind;
            card.id = facts.id;
            card.title = "Title of " + facts.id;
            card.genre = facts.genre;
            card.mood = facts.mood;
            card.platform = facts.platform;
            card.created_at = facts.created_at;
        }
    }
    return cards;
}

void MemoryVoters::add(voting::VoterFacts const& facts, std::string const& id)
{
    std::scoped_lock const lock{mutex_};
    facts_.insert_or_assign(facts.num, facts);
    cards_.insert_or_assign(id, voting::VoterCard{facts.num, id, "Agent " + id, false});
}

void MemoryVoters::prefer(VoterNum voter, voting::Preferences preferences)
{
    std::scoped_lock const lock{mutex_};
    preferences_.insert_or_assign(voter, std::move(preferences));
}

void MemoryVoters::each(std::function<void(voting::VoterFacts const&)> const& visit)
{
    auto const known = [this] {
        std::scoped_lock const lock{mutex_};
        return facts_;
    }();
    for (auto const& [num, facts] : known) {
        visit(facts);
    }
}

std::vector<std::optional<VoterNum>> MemoryVoters::guests(std::span<std::string const> names)
{
    std::scoped_lock const lock{mutex_};
    std::vector<std::optional<VoterNum>> numbers;
    for (auto const& name : names) {
        auto const [card, added] = cards_.try_emplace(name);
        if (added) {
            card->second = {VoterNum{next_guest_++}, name, name, true};
        }
        numbers.push_back(card->second.guest ? std::optional{card->second.num} : std::nullopt);
    }
    return numbers;
}

std::optional<voting::VoterCard> MemoryVoters::find(std::string const& id)
{
    std::scoped_lock const lock{mutex_};
    auto const found = cards_.find(id);
    return found == cards_.end() ? std::nullopt : std::optional{found->second};
}

std::vector<voting::VoterCard> MemoryVoters::cards(std::span<VoterNum const> voters)
{
    std::scoped_lock const lock{mutex_};
    std::vector<voting::VoterCard> cards;
    for (auto const num : voters) {
        auto const found = std::ranges::find_if(cards_, [num](auto const& held) {
            return held.second.num == num;
        });
        cards.push_back(found == cards_.end() ? voting::VoterCard{.num = num} : found->second);
    }
    return cards;
}

voting::Preferences MemoryVoters::preferences(VoterNum voter)
{
    std::scoped_lock const lock{mutex_};
    auto const found = preferences_.find(voter);
    return found == preferences_.end() ? voting::Preferences{} : found->second;
}

Result<std::int64_t> MemoryAdjustments::append(voting::ReputationAdjustment const& adjustment)
{
    std::scoped_lock const lock{mutex_};
    auto& kept = adjustments_.emplace_back(adjustment);
    kept.seq = static_cast<std::int64_t>(adjustments_.size());
    return kept.seq;
}

Result<void> MemoryAdjustments::run(
    std::function<Result<void>()> const& work, std::function<void()> const& then
)
{
    auto before = all();
    auto result = work();
    if (!result) {
        std::scoped_lock const lock{mutex_};
        adjustments_ = std::move(before);
        return result;
    }
    if (then) {
        then();
    }
    return {};
}

std::vector<voting::ReputationAdjustment> MemoryAdjustments::all()
{
    std::scoped_lock const lock{mutex_};
    return adjustments_;
}

std::vector<voting::ReputationAdjustment> MemoryAdjustments::of(VoterNum voter)
{
    auto found = all();
    std::erase_if(found, [voter](auto const& adjustment) { return adjustment.voter != voter; });
    return found;
}

}  // namespace upbeat::testing
