#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include <upbeat/adapters/http/call.hpp>
#include <upbeat/application/catalog/standings.hpp>
#include <upbeat/domain/kernel/item.hpp>
#include <upbeat/domain/kernel/timestamp.hpp>

namespace upbeat::catalog {

// The part of an item's page that votes do not change, as JSON text that lacks its closing brace,
// and the last whole answer made of it. Safe to use from any thread.
class KeptDetail {
   public:
    KeptDetail(ItemNum item, std::string open_json, Timestamp made)
        : item_{item}, made_{made}, open_size_{open_json.size()}, open_json_{std::move(open_json)}
    {
    }

    Timestamp made() const { return made_; }
    // About what it takes in memory.
    std::size_t bytes() const { return open_size_ + kAround; }

    // The answer with the numbers of this moment in it; the last one again while they are the same.
    http::SnapshotPtr with_votes(Standings const& standings) const;

   private:
    static constexpr std::size_t kAround = 1'500;  // votes, heads, the places in the cache

    ItemNum item_;
    Timestamp made_;
    std::size_t open_size_;
    mutable std::mutex mutex_;
    mutable std::string open_json_;  // until there is an answer, which begins with it
    mutable VoteNumbers votes_{};
    mutable http::SnapshotPtr answer_{};
};

using KeptDetailPtr = std::shared_ptr<KeptDetail const>;

// The details asked for last, as many as fit into so many bytes, each for at most kKeep: it also
// shows a little of other items, whose changes it is not told. Some 4 KB each. Safe to call from
// any thread, an I/O thread too.
class DetailCache {
   public:
    static constexpr std::chrono::minutes kKeep{5};

    explicit DetailCache(std::size_t bytes = 64 * 1024 * 1024) : bytes_a_shard_{bytes / kShards} {}

    KeptDetailPtr find(ItemKind kind, std::string const& id, Timestamp now);

    // What was read before a forget() must not be put after it: take the generation first.
    std::uint64_t generation() const { return generation_.load(std::memory_order_acquire); }
    void put(ItemKind kind, std::string const& id, KeptDetailPtr detail, std::uint64_t generation);

    void forget(ItemKind kind, std::string const& id);
    void clear();

   private:
    static constexpr std::size_t kShards = 16;

    struct Place {
        std::string key;
        KeptDetailPtr detail;
    };
    struct Shard {
        std::mutex mutex;
        std::list<Place> places;  // the latest used first
        std::unordered_map<std::string_view, std::list<Place>::iterator> by_key;
        std::size_t bytes = 0;

        void drop(std::list<Place>::iterator place);
    };

    static std::string key_of(ItemKind kind, std::string const& id);
    Shard& shard_of(std::string const& key);

    std::size_t bytes_a_shard_;
    std::atomic<std::uint64_t> generation_{0};
    std::array<Shard, kShards> shards_;
};

}  // namespace upbeat::catalog
