#include <upbeat/application/identity/key_ring.hpp>

#include <algorithm>
#include <chrono>
#include <mutex>

#include <upbeat/application/identity/acts.hpp>
#include <upbeat/domain/identity/errors.hpp>
#include <upbeat/domain/identity/key_text.hpp>

namespace upbeat::identity {
namespace {

constexpr std::chrono::minutes kNoteEvery{1};
constexpr std::chrono::seconds kLookBack{10};

Actor bearer(HeldKey const& held)
{
    bool const admin = held.key.scope == Scope::admin;
    return {
        .role = admin ? Role::admin : Role::agent,
        .id = admin && held.key.agent_id.empty() ? held.key.id : held.key.agent_id,
        .voter = held.key.agent,
        .tier = held.key.tier,
        .key_id = held.key.id,
        .suspended = held.agent_suspended,
    };
}

}  // namespace

KeyRing::KeyRing(
    IdentityReader& reader, KeyHasher const& hasher, Secret const& admin_key, std::size_t capacity
)
    : reader_{reader},
      hasher_{hasher},
      admin_hash_{admin_key.empty() ? std::string{} : hasher.hash(admin_key.reveal())},
      capacity_{std::max<std::size_t>(capacity, 1)}
{
}

std::optional<Result<Actor>> KeyRing::recall(std::string_view key_text, Timestamp now)
{
    auto const hash = hasher_.hash(key_text);
    if (auto admin = administrator(hash)) {
        return Result<Actor>{std::move(*admin)};
    }
    if (!is_key_text(key_text)) {
        return Result<Actor>{fail(invalid_key())};
    }
    auto const entry = find(hash);
    if (!entry) {
        return std::nullopt;
    }
    if (entry->expires_at && now >= *entry->expires_at) {
        return Result<Actor>{fail(invalid_key())};
    }
    entry->used.store(to_micros(now), std::memory_order_relaxed);
    return Result<Actor>{entry->actor};
}

Result<Actor> KeyRing::load(std::string_view key_text, Timestamp now)
{
    if (auto known = recall(key_text, now)) {
        return std::move(*known);
    }
    auto const hash = hasher_.hash(key_text);
    auto const changes_before = [this] {
        std::shared_lock const lock{mutex_};
        return changes_;
    }();
    auto const held = reader_.key_by_hash(hash);
    if (!held || !held->key.opens_at(now)) {
        return fail(invalid_key());
    }
    auto entry = std::make_shared<Entry>();
    entry->actor = bearer(*held);
    entry->expires_at = held->key.expires_at;
    entry->used = to_micros(now);
    entry->noted = held->key.last_used ? to_micros(*held->key.last_used) : 0;
    auto actor = entry->actor;
    std::unique_lock const lock{mutex_};
    changes_ == changes_before ? keep(hash, std::move(entry)) : leave(*entry);
    return actor;
}

// Hashes under a secret key tell an attacker nothing by the time their comparison takes.
std::optional<Actor> KeyRing::administrator(std::string const& hash) const
{
    if (admin_hash_.empty() || hash != admin_hash_) {
        return std::nullopt;
    }
    return Actor{.role = Role::admin, .id = "admin"};
}

KeyRing::Held KeyRing::find(std::string const& hash) const
{
    std::shared_lock const lock{mutex_};
    auto const at = entries_.find(hash);
    return at == entries_.end() ? nullptr : at->second;
}

// A full ring starts anew: keys in use are back after one question each.
void KeyRing::keep(std::string const& hash, Held entry)
{
    if (entries_.size() >= capacity_) {
        std::ranges::for_each(entries_, [this](auto const& held) { leave(*held.second); });
        entries_.clear();
        hashes_of_agent_.clear();
    }
    auto const [at, added] = entries_.insert_or_assign(hash, entry);
    if (added && entry->actor.is_agent()) {
        hashes_of_agent_.emplace(entry->actor.id, hash);
    }
}

void KeyRing::on_changed(contracts::KeyChanged const& change)
{
    std::unique_lock const lock{mutex_};
    ++changes_;
    auto const at = entries_.find(change.key_hash);
    if (at == entries_.end()) {
        return;
    }
    auto const [first, last] = hashes_of_agent_.equal_range(at->second->actor.id);
    auto const pair = std::find_if(first, last, [&change](auto const& held) {
        return held.second == change.key_hash;
    });
    if (pair != last) {
        hashes_of_agent_.erase(pair);
    }
    leave(*at->second);
    entries_.erase(at);
}

void KeyRing::on_changed(contracts::AgentChanged const& change)
{
    std::unique_lock const lock{mutex_};
    ++changes_;
    auto const [first, last] = hashes_of_agent_.equal_range(change.agent_id);
    std::for_each(first, last, [this](auto const& held) {
        if (auto const at = entries_.find(held.second); at != entries_.end()) {
            leave(*at->second);
            entries_.erase(at);
        }
    });
    hashes_of_agent_.erase(first, last);
}

void KeyRing::follow(Timestamp now)
{
    // What changed before the first call cannot have been remembered before it changed.
    auto const since = (seen_ == Timestamp{} ? now : seen_) - kLookBack;
    reader_.each_changed_key(since, [this](ApiKey const& key) {
        auto const [at, added] = followed_.try_emplace(key.id, key.changed_at);
        if (added || at->second != key.changed_at) {
            at->second = key.changed_at;
            on_changed(changed(key));
        }
    });
    seen_ = std::max(seen_, now);
    std::erase_if(followed_, [this](auto const& key) { return key.second < seen_ - kLookBack; });
}

std::size_t KeyRing::remembered_of(std::string const& agent_id) const
{
    std::shared_lock const lock{mutex_};
    return hashes_of_agent_.count(agent_id);
}

// An entry that goes takes its last use with it, unless that is kept until the next note_use().
void KeyRing::leave(Entry const& entry)
{
    if (auto const used = entry.used.load(); used > entry.noted.load()) {
        left_.emplace_back(entry.actor.key_id, from_micros(used));
    }
}

void KeyRing::note_use(Timestamp now, Uses which)
{
    std::vector<std::pair<std::string, Timestamp>> uses;
    {
        std::unique_lock const lock{mutex_};
        uses.swap(left_);
    }
    {
        std::shared_lock const lock{mutex_};
        for (auto const& [hash, entry] : entries_) {
            auto const used = entry->used.load(std::memory_order_relaxed);
            auto const noted = entry->noted.load(std::memory_order_relaxed);
            auto const due = which == Uses::all || from_micros(noted) + kNoteEvery <= now;
            if (used > noted && due) {
                entry->noted.store(used, std::memory_order_relaxed);
                uses.emplace_back(entry->actor.key_id, from_micros(used));
            }
        }
    }
    if (!uses.empty()) {
        reader_.note_use(uses);
    }
}

}  // namespace upbeat::identity
