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
        : item_{item}, open_json_{std::move(open_json)}, made_{made}
    {
    }

    Timestamp made() const { return made_; }

    // The answer with the numbers of this moment in it; the last one again while they are the same.
    http::SnapshotPtr with_votes(Standings const& standings) const;

   private:
    ItemNum item_;
    std::string open_json_;
    Timestamp made_;
    mutable std::mutex mutex_;
    mutable VoteNumbers votes_{};
    mutable http::SnapshotPtr answer_{};
};

using KeptDetailPtr = std::shared_ptr<KeptDetail const>;

// The details asked for last, at most `capacity`, each for at most kKeep: it also shows a little of
// other items, whose changes it is not told. Safe to call from any thread, an I/O thread too.
class DetailCache {
   public:
    static constexpr std::chrono::minutes kKeep{5};

    explicit DetailCache(std::size_t capacity = 20'000) : capacity_{capacity / kShards + 1} {}

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
    };

    static std::string key_of(ItemKind kind, std::string const& id);
    Shard& shard_of(std::string const& key);

    std::size_t capacity_;
    std::atomic<std::uint64_t> generation_{0};
    std::array<Shard, kShards> shards_;
};

}  // namespace upbeat::catalog
