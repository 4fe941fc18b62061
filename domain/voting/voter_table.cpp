#include <upbeat/domain/voting/voter_table.hpp>

#include <algorithm>

namespace upbeat::voting {
namespace {

std::uint64_t hash_of(VoterNum num)
{
    return SlotIndex::mix(static_cast<std::uint64_t>(num.value));
}

// Accounts are numbered below zero; an agent on its own has no siblings.
bool is_account(OwnerNum owner)
{
    return owner.value < 0;
}

}  // namespace

void VoterTable::put(VoterFacts const& facts)
{
    auto const slot = slot_of(facts.num);
    if (!slot) {
        add(facts);
        return;
    }
    auto& standing = standings_[*slot];
    if (standing.facts().owner != facts.owner) {
        leave_owner(standing.facts());
        join_owner(facts);
    }
    standing.learn(facts);
}

VoterStanding const* VoterTable::find(VoterNum num) const
{
    auto const slot = slot_of(num);
    return slot ? &standings_[*slot] : nullptr;
}

VoterStanding& VoterTable::obtain(VoterNum num, Timestamp seen)
{
    if (auto const slot = slot_of(num)) {
        return standings_[*slot];
    }
    return add({.num = num, .owner = OwnerNum{num.value}, .created_at = seen});
}

void VoterTable::replace(VoterStanding const& standing)
{
    if (auto const slot = slot_of(standing.facts().num)) {
        auto const facts = standings_[*slot].facts();
        standings_[*slot] = standing;
        standings_[*slot].learn(facts);
    }
}

std::span<VoterNum const> VoterTable::of_owner(OwnerNum owner) const
{
    auto const found = by_owner_.find(owner);
    return found == by_owner_.end() ? std::span<VoterNum const>{} : found->second;
}

std::optional<Slot> VoterTable::slot_of(VoterNum num) const
{
    return by_num_.find(hash_of(num), [&](Slot slot) {
        return standings_[slot].facts().num == num;
    });
}

VoterStanding& VoterTable::add(VoterFacts const& facts)
{
    auto const slot = static_cast<Slot>(standings_.size());
    auto& standing = standings_.emplace_back(facts);
    by_num_.insert(slot, [this](Slot held) { return hash_of(standings_[held].facts().num); });
    join_owner(facts);
    return standing;
}

void VoterTable::join_owner(VoterFacts const& facts)
{
    if (is_account(facts.owner)) {
        by_owner_[facts.owner].push_back(facts.num);
    }
}

void VoterTable::leave_owner(VoterFacts const& facts)
{
    if (is_account(facts.owner)) {
        std::erase(by_owner_[facts.owner], facts.num);
    }
}

}  // namespace upbeat::voting
