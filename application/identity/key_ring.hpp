#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <upbeat/application/contracts/events.hpp>
#include <upbeat/application/identity/identity_reader.hpp>
#include <upbeat/application/identity/key_forge.hpp>
#include <upbeat/domain/kernel/actor.hpp>
#include <upbeat/domain/kernel/result.hpp>
#include <upbeat/domain/kernel/secret.hpp>

namespace upbeat::identity {

// Turns API keys into who they stand for, out of a bounded memory of the keys used lately; kept by
// their keyed hash, never by their text. A change on this node counts from the next request on, one
// on another node from the next follow(). Safe to call from any thread.
class KeyRing {
   public:
    // An empty `admin_key` means that there is none.
    KeyRing(
        IdentityReader& reader,
        KeyHasher const& hasher,
        Secret const& admin_key,
        std::size_t capacity = 100'000
    );

    // What is known without asking the database; about two microseconds. Nothing when load() has to
    // tell. The error is invalid_api_key, whatever is wrong with the key.
    std::optional<Result<Actor>> recall(std::string_view key_text, Timestamp now);

    // Asks the database, and remembers.
    Result<Actor> load(std::string_view key_text, Timestamp now);

    void on_changed(contracts::KeyChanged const& change);
    void on_changed(contracts::AgentChanged const& change);

    // Forgets the keys that changed anywhere since the last call, ten seconds of overlap included;
    // one change counts once. For the one thread that follows changes.
    void follow(Timestamp now);

    // How many keys of an agent are remembered.
    std::size_t remembered_of(std::string const& agent_id) const;

    // Writes down when keys were used: each at most once a minute, or all that is not written yet.
    enum class Uses : unsigned char { due, all };
    void note_use(Timestamp now, Uses which = Uses::due);

   private:
    struct Entry {
        Actor actor{};
        std::optional<Timestamp> expires_at{};
        std::atomic<std::int64_t> used{0};  // microseconds
        std::atomic<std::int64_t> noted{0};
    };
    using Held = std::shared_ptr<Entry>;

    std::optional<Actor> administrator(std::string const& hash) const;
    Held find(std::string const& hash) const;
    void keep(std::string const& hash, Held entry);
    void leave(Entry const& entry);

    IdentityReader& reader_;
    KeyHasher const& hasher_;
    std::string admin_hash_;
    std::size_t capacity_;

    mutable std::shared_mutex mutex_;
    std::unordered_map<std::string, Held> entries_;
    std::unordered_multimap<std::string, std::string> hashes_of_agent_;
    std::vector<std::pair<std::string, Timestamp>> left_;  // uses of keys that are held no more
    std::uint64_t changes_ = 0;  // a load that a change overtook is not kept
    Timestamp seen_{};
    std::unordered_map<std::string, Timestamp> followed_;  // key id -> the change seen last
};

}  // namespace upbeat::identity
