#include <upbeat/tests/support/voting/memory_checkpoints.hpp>

#include <algorithm>
#include <ranges>

namespace upbeat::testing {

std::optional<std::int64_t> MemoryCheckpoints::begin(std::int32_t format, Timestamp now)
{
    std::lock_guard const lock{mutex_};
    auto const generation = held_.empty() ? 1 : held_.rbegin()->first + 1;
    if (!held_.empty()) {
        auto const& newest = held_.rbegin()->second;
        if (newest.state == State::being_written && now - newest.heard_at < kLease) {
            return std::nullopt;
        }
    }
    held_[generation] = {
        .head = {.generation = generation, .format = format, .at = now}, .heard_at = now
    };
    return generation;
}

bool MemoryCheckpoints::leased(std::int64_t generation) const
{
    return !held_.empty() && held_.rbegin()->first == generation &&
           held_.rbegin()->second.state == State::being_written;
}

bool MemoryCheckpoints::put(
    std::int64_t generation, std::size_t /*ordinal*/, std::string_view chunk, Timestamp now
)
{
    std::lock_guard const lock{mutex_};
    if (!leased(generation)) {
        return false;
    }
    held_[generation].chunks.emplace_back(chunk);
    held_[generation].heard_at = now;
    return true;
}

bool MemoryCheckpoints::finish(std::int64_t generation, std::string_view head)
{
    std::lock_guard const lock{mutex_};
    if (!leased(generation)) {
        return false;
    }
    held_[generation].head.head = head;
    held_[generation].state = State::whole;
    return true;
}

void MemoryCheckpoints::abandon(std::int64_t generation)
{
    std::lock_guard const lock{mutex_};
    if (auto const found = held_.find(generation);
        found != held_.end() && found->second.state == State::being_written) {
        found->second.state = State::given_up;
    }
}

bool MemoryCheckpoints::clean()
{
    std::lock_guard const lock{mutex_};
    auto const newest = latest();
    auto const outdated = std::ranges::find_if(held_, [&](auto const& held) {
        return held.second.state == State::given_up || (newest && held.first < newest->generation);
    });
    if (outdated == held_.end()) {
        return false;
    }
    held_.erase(outdated);
    return true;
}

std::optional<voting::StoredCheckpoint> MemoryCheckpoints::latest()
{
    std::lock_guard const lock{mutex_};
    for (auto const& held : held_ | std::views::values | std::views::reverse) {
        if (held.state == State::whole) {
            return held.head;
        }
    }
    return std::nullopt;
}

void MemoryCheckpoints::each_chunk(
    std::int64_t generation, std::function<bool(std::string_view)> const& visit
)
{
    std::lock_guard const lock{mutex_};
    std::ignore = std::ranges::all_of(held_.at(generation).chunks, visit);
}

std::vector<std::string>& MemoryCheckpoints::chunks()
{
    std::lock_guard const lock{mutex_};
    return held_.at(latest()->generation).chunks;
}

}  // namespace upbeat::testing
