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
// their keyed hash, never by their text. About 450 bytes a key. The keys are in two generations:
// whenever the young one holds half of the capacity it becomes the old one, which is forgotten;
// using an old key makes it young again.
// A change on this node counts from the next request on, one on another node from the next
// follow(). Safe to call from any thread.
class KeyRing {
   public:
    // An empty `admin_key` means that there is none.
    KeyRing(
        IdentityReader& reader,
        KeyHasher const& hasher,
        Secret const& admin_key,
        std::size_t capacity = 1'000'000
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

    // Writes down when keys were used, each about once a minute at most and a hundred a call, so
    // that busy sites write it later; or what is not written yet, ten thousand at most. Of keys
    // that are forgotten by the hundred thousand some uses are lost. Frees what was forgotten. For
    // one thread at a time.
    enum class Uses : unsigned char { due, all };
    void note_use(Timestamp now, Uses which = Uses::due);

   private:
    struct Entry {
        std::string hash{};
        Actor actor{};
        std::optional<Timestamp> expires_at{};
        std::atomic<std::int64_t> used{0};  // microseconds
        std::atomic<std::int64_t> noted{0};
    };
    using Held = std::shared_ptr<Entry>;

    // Keys and what they are found by; the views are into the entries.
    struct Generation {
        std::unordered_map<std::string_view, Held> by_hash{};
        std::unordered_multimap<std::string_view, Held> by_agent{};
        std::size_t next_bucket = 0;  // where note_use() goes on

        Held find(std::string_view hash) const;
        void add(Held const& entry);
        Held take(std::string_view hash);
        std::vector<Held> take_all_of(std::string_view agent_id);
    };
    using Use = std::pair<std::string, Timestamp>;  // key id, when

    std::optional<Actor> administrator(std::string const& hash) const;
    Held find(std::string const& hash);
    void keep(Held const& entry);
    void leave(Entry& entry);
    void leave_forgotten();
    std::vector<Use> take_left(std::size_t most);
    void collect_uses(Timestamp now, Uses which, std::size_t most, std::vector<Use>& uses);

    IdentityReader& reader_;
    KeyHasher const& hasher_;
    std::string admin_hash_;
    std::size_t capacity_;

    mutable std::shared_mutex mutex_;
    Generation young_;                   // used since old_ was young
    Generation old_;                     // some of them in young_ again
    std::vector<Generation> forgotten_;  // wait for note_use(), so that no request frees them
    std::vector<Use> left_;              // of keys that changed or were forgotten
    std::uint64_t changes_ = 0;          // a load that a change overtook is not kept
    Timestamp seen_{};
    std::unordered_map<std::string, Timestamp> followed_;  // key id -> the change seen last
};

}  // namespace upbeat::identity
