#include <upbeat/adapters/catalog/detail_cache.hpp>

#include <functional>
#include <iterator>
#include <utility>

#include <upbeat/adapters/catalog/catalog_json.hpp>
#include <upbeat/adapters/http/snapshot.hpp>

namespace upbeat::catalog {
namespace {

std::string votes_json(VoteNumbers const& votes)
{
    static auto const presenter = votes_presenter();
    return presenter.to_json(votes);
}

}  // namespace

http::SnapshotPtr KeptDetail::with_votes(Standings const& standings) const
{
    auto const votes = standings.numbers(item_);
    std::scoped_lock const lock{mutex_};
    if (answer_ && votes_ == votes) {
        return answer_;
    }
    auto body = answer_ ? std::string{answer_->body().substr(0, open_size_)}
                        : std::exchange(open_json_, {});
    body.append(",").append(votes_json(votes), 1);
    answer_ = http::Snapshot::make({
        .content_type = "application/json",
        .body = std::move(body),
        .headers = {{"Cache-Control", "no-cache"}},
    });
    votes_ = votes;
    return answer_;
}

std::string DetailCache::key_of(ItemKind kind, std::string const& id)
{
    return (kind == ItemKind::track ? "t:" : "o:") + id;
}

DetailCache::Shard& DetailCache::shard_of(std::string const& key)
{
    return shards_[std::hash<std::string>{}(key) % kShards];
}

void DetailCache::Shard::drop(std::list<Place>::iterator place)
{
    bytes -= place->detail->bytes();
    by_key.erase(place->key);
    places.erase(place);
}

KeptDetailPtr DetailCache::find(ItemKind kind, std::string const& id, Timestamp now)
{
    auto const key = key_of(kind, id);
    auto& shard = shard_of(key);
    std::scoped_lock const lock{shard.mutex};
    auto const at = shard.by_key.find(key);
    if (at == shard.by_key.end() || at->second->detail->made() + kKeep <= now) {
        return nullptr;
    }
    shard.places.splice(shard.places.begin(), shard.places, at->second);
    return at->second->detail;
}

void DetailCache::put(
    ItemKind kind, std::string const& id, KeptDetailPtr detail, std::uint64_t generation
)
{
    auto const key = key_of(kind, id);
    auto& shard = shard_of(key);
    std::scoped_lock const lock{shard.mutex};
    if (generation != generation_.load(std::memory_order_acquire)) {
        return;
    }
    if (auto const at = shard.by_key.find(key); at != shard.by_key.end()) {
        shard.drop(at->second);
    }
    shard.bytes += detail->bytes();
    shard.places.push_front({key, std::move(detail)});
    shard.by_key.emplace(shard.places.front().key, shard.places.begin());
    while (shard.bytes > bytes_a_shard_ && shard.places.size() > 1) {
        shard.drop(std::prev(shard.places.end()));
    }
}

void DetailCache::forget(ItemKind kind, std::string const& id)
{
    auto const key = key_of(kind, id);
    auto& shard = shard_of(key);
    std::scoped_lock const lock{shard.mutex};
    generation_.fetch_add(1, std::memory_order_acq_rel);
    if (auto const at = shard.by_key.find(key); at != shard.by_key.end()) {
        shard.drop(at->second);
    }
}

void DetailCache::clear()
{
    generation_.fetch_add(1, std::memory_order_acq_rel);
    for (auto& shard : shards_) {
        std::scoped_lock const lock{shard.mutex};
        shard.by_key.clear();
        shard.places.clear();
        shard.bytes = 0;
    }
}

}  // namespace upbeat::catalog
