#pragma once

#include <cstddef>
#include <list>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <utility>

namespace upbeat::voting {

// The values that were asked for last, at most `limit` of them. Safe to call from any thread.
template <class Key, class Value>
class BoundedCache {
   public:
    explicit BoundedCache(std::size_t limit) : limit_{limit} {}

    std::optional<Value> find(Key const& key)
    {
        std::lock_guard const lock{mutex_};
        auto const at = places_.find(key);
        if (at == places_.end()) {
            return std::nullopt;
        }
        entries_.splice(entries_.begin(), entries_, at->second);
        return at->second->second;
    }

    void put(Key const& key, Value value)
    {
        std::lock_guard const lock{mutex_};
        if (auto const at = places_.find(key); at != places_.end()) {
            at->second->second = std::move(value);
            entries_.splice(entries_.begin(), entries_, at->second);
            return;
        }
        entries_.emplace_front(key, std::move(value));
        places_.emplace(key, entries_.begin());
        if (entries_.size() > limit_) {
            places_.erase(entries_.back().first);
            entries_.pop_back();
        }
    }

    void forget(Key const& key)
    {
        std::lock_guard const lock{mutex_};
        ++forgotten_;
        if (auto const at = places_.find(key); at != places_.end()) {
            entries_.erase(at->second);
            places_.erase(at);
        }
    }

    // Rises with every forget(). Whoever loads a value asks before and after: if it rose in
    // between, what was loaded may be old and should not be put.
    std::size_t forgotten() const
    {
        std::lock_guard const lock{mutex_};
        return forgotten_;
    }

   private:
    using Entries = std::list<std::pair<Key, Value>>;

    std::size_t limit_;
    mutable std::mutex mutex_;
    Entries entries_;  // the latest first
    std::unordered_map<Key, typename Entries::iterator> places_;
    std::size_t forgotten_ = 0;
};

}  // namespace upbeat::voting
