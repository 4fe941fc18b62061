#include <upbeat/tests/support/catalog/memory_catalog.hpp>

#include <algorithm>
#include <tuple>

#include <upbeat/domain/catalog/errors.hpp>

namespace upbeat::testing {

using namespace upbeat::catalog;

class MemoryCatalog::Items final : public CatalogItems {
   public:
    explicit Items(Content& content) : content_{content} {}

    std::optional<Track> find_track(std::string const& id) override
    {
        auto const at = content_.tracks.find(id);
        return at == content_.tracks.end() ? std::nullopt : std::optional{at->second};
    }
    std::optional<Tool> find_tool(std::string const& id) override
    {
        auto const at = content_.tools.find(id);
        return at == content_.tools.end() ? std::nullopt : std::optional{at->second};
    }
    std::vector<Track> find_tracks(std::span<std::string const> ids) override
    {
        std::vector<Track> out;
        for (auto const& id : ids) {
            if (auto track = find_track(id)) {
                out.push_back(std::move(*track));
            }
        }
        return out;
    }
    std::vector<Tool> find_tools(std::span<std::string const> ids) override
    {
        std::vector<Tool> out;
        for (auto const& id : ids) {
            if (auto tool = find_tool(id)) {
                out.push_back(std::move(*tool));
            }
        }
        return out;
    }
    std::optional<std::string> find_twin(Track const& track) override
    {
        for (auto const& [id, other] : content_.tracks) {
            if (other.status != Status::removed && other.owner.agent_id == track.owner.agent_id &&
                other.title == track.title && other.platform_url == track.platform_url &&
                other.purchase_url == track.purchase_url) {
                return id;
            }
        }
        return std::nullopt;
    }

    Result<void> add(Track& track) override { return put(content_.tracks, track); }
    Result<void> add(Tool& tool) override { return put(content_.tools, tool); }
    Result<void> add(std::span<Track> tracks) override
    {
        for (auto& track : tracks) {
            UPBEAT_CHECK(add(track));
        }
        return {};
    }
    Result<void> add(std::span<Tool> tools) override
    {
        for (auto& tool : tools) {
            UPBEAT_CHECK(add(tool));
        }
        return {};
    }

    bool save(Track const& track) override { return replace(content_.tracks, track); }
    bool save(Tool const& tool) override { return replace(content_.tools, tool); }

   private:
    Result<void> put(auto& items, auto& item)
    {
        if (content_.tracks.contains(item.id) || content_.tools.contains(item.id)) {
            return fail(item_exists(item.id));
        }
        item.num = ItemNum{++content_.last_num};
        items.emplace(item.id, item);
        return {};
    }

    bool replace(auto& items, auto const& item)
    {
        auto const at = std::ranges::find_if(items, [&](auto const& entry) {
            return entry.second.num == item.num;
        });
        if (at == items.end()) {
            return false;
        }
        auto const owner = at->second.owner;
        auto const id = at->second.id;
        at->second = item;
        at->second.owner = owner;
        at->second.id = id;
        return true;
    }

    Content& content_;
};

Result<void> MemoryCatalog::write(std::function<Result<void>(Tx&)> const& work)
{
    std::vector<contracts::Event> events;
    {
        std::scoped_lock const lock{mutex_};
        auto draft = content_;
        Items items{draft};
        RecordedEvents log;
        RecordedAudit audit;
        Tx tx{items, audit, log};
        if (auto done = work(tx); !done) {
            return done;
        }
        content_ = std::move(draft);
        events = log.events;
        std::ranges::copy(log.events, std::back_inserter(aftermath_.events));
        std::ranges::copy(audit.entries, std::back_inserter(aftermath_.audited));
    }
    for (auto const& event : events) {
        if (sink_ != nullptr) {
            sink_->publish(event);
        }
    }
    return {};
}

std::optional<Track> MemoryCatalog::track(std::string const& id)
{
    std::scoped_lock const lock{mutex_};
    return Items{content_}.find_track(id);
}

std::optional<Tool> MemoryCatalog::tool(std::string const& id)
{
    std::scoped_lock const lock{mutex_};
    return Items{content_}.find_tool(id);
}

namespace {

auto by_num(auto const& items, std::span<ItemNum const> nums)
{
    std::vector<std::remove_cvref_t<decltype(items.begin()->second)>> out;
    for (auto const num : nums) {
        for (auto const& [id, item] : items) {
            if (item.num == num) {
                out.push_back(item);
            }
        }
    }
    return out;
}

}  // namespace

std::vector<Track> MemoryCatalog::tracks(std::span<ItemNum const> nums)
{
    std::scoped_lock const lock{mutex_};
    return by_num(content_.tracks, nums);
}

std::vector<Tool> MemoryCatalog::tools(std::span<ItemNum const> nums)
{
    std::scoped_lock const lock{mutex_};
    return by_num(content_.tools, nums);
}

void MemoryCatalog::each_track(Timestamp since, std::function<void(Track const&)> const& visit)
{
    std::scoped_lock const lock{mutex_};
    for (auto const& [id, track] : content_.tracks) {
        if (track.updated_at >= since) {
            visit(track);
        }
    }
}

void MemoryCatalog::each_tool(Timestamp since, std::function<void(Tool const&)> const& visit)
{
    std::scoped_lock const lock{mutex_};
    for (auto const& [id, tool] : content_.tools) {
        if (tool.updated_at >= since) {
            visit(tool);
        }
    }
}

Aftermath MemoryCatalog::aftermath() const
{
    std::scoped_lock const lock{mutex_};
    return aftermath_;
}

VoteNumbers FixedStandings::numbers(ItemNum item) const
{
    auto const at = votes.find(item);
    return at == votes.end() ? VoteNumbers{} : at->second;
}

std::vector<VoteNumbers> FixedStandings::numbers(std::vector<ItemNum> const& items) const
{
    std::vector<VoteNumbers> out;
    for (auto const item : items) {
        out.push_back(numbers(item));
    }
    return out;
}

void FixedStandings::sort(std::vector<ItemNum>& items, StandingOrder order) const
{
    auto const key = [&](ItemNum item) {
        auto const v = numbers(item);
        auto const first = order == StandingOrder::votes ? v.total() : v.weighted_score;
        return std::tuple{-first, -v.score, item.value};
    };
    std::ranges::sort(items, {}, key);
}

std::vector<ItemNum> FixedStandings::slice(
    ItemKind kind, StandingOrder order, std::size_t offset, std::size_t count
) const
{
    std::vector<ItemNum> items;
    for (auto const& [num, of_kind] : live) {
        if (of_kind == kind) {
            items.push_back(num);
        }
    }
    sort(items, order);
    auto const first = std::min(offset, items.size());
    auto const last = std::min(first + count, items.size());
    return {
        items.begin() + static_cast<std::ptrdiff_t>(first),
        items.begin() + static_cast<std::ptrdiff_t>(last)
    };
}

std::optional<Creator> FixedCreators::find(std::string const& agent_id)
{
    auto const at = creators.find(agent_id);
    ++questions;
    return at == creators.end() ? std::nullopt : std::optional{at->second};
}

std::vector<Creator> FixedCreators::find_all(std::span<std::string const> agent_ids)
{
    ++questions;
    std::vector<Creator> found;
    for (auto const& id : agent_ids) {
        if (auto const at = creators.find(id); at != creators.end()) {
            found.push_back(at->second);
        }
    }
    return found;
}

}  // namespace upbeat::testing
