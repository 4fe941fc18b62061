#include <upbeat/application/identity/key_ring.hpp>

#include <algorithm>
#include <chrono>
#include <mutex>
#include <set>

#include <upbeat/application/identity/acts.hpp>
#include <upbeat/domain/identity/errors.hpp>
#include <upbeat/domain/identity/key_text.hpp>

namespace upbeat::identity {
namespace {

constexpr std::chrono::minutes kNoteEvery{1};
constexpr std::chrono::seconds kLookBack{10};
// What a look for uses may read, and write, before it leaves the rest to the next one: on SQLite
// whoever writes keeps voters waiting.
constexpr std::size_t kBucketsAtOnce = 16'384;
constexpr std::size_t kUsesAtOnce = 100;
constexpr std::size_t kUsesAtTheEnd = 10'000;
constexpr std::size_t kMostLeft = 10'000;

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
    auto const entry = std::make_shared<Entry>();
    entry->hash = hash;
    entry->actor = bearer(*held);
    entry->expires_at = held->key.expires_at;
    entry->used = to_micros(now);
    entry->noted = held->key.last_used ? to_micros(*held->key.last_used) : 0;
    std::unique_lock const lock{mutex_};
    changes_ == changes_before ? keep(entry) : leave(*entry);
    return entry->actor;
}

// Hashes under a secret key tell an attacker nothing by the time their comparison takes.
std::optional<Actor> KeyRing::administrator(std::string const& hash) const
{
    if (admin_hash_.empty() || hash != admin_hash_) {
        return std::nullopt;
    }
    return Actor{.role = Role::admin, .id = "admin"};
}

KeyRing::Held KeyRing::Generation::find(std::string_view hash) const
{
    auto const at = by_hash.find(hash);
    return at == by_hash.end() ? nullptr : at->second;
}

void KeyRing::Generation::add(Held const& entry)
{
    auto const [at, added] = by_hash.try_emplace(entry->hash, entry);
    if (added && entry->actor.voter.value != 0) {
        by_agent.emplace(entry->actor.id, entry);
    }
}

KeyRing::Held KeyRing::Generation::take(std::string_view hash)
{
    auto const at = by_hash.find(hash);
    if (at == by_hash.end()) {
        return nullptr;
    }
    auto entry = at->second;
    auto const [first, last] = by_agent.equal_range(entry->actor.id);
    auto const same = [&entry](auto const& held) { return held.second == entry; };
    if (auto const place = std::find_if(first, last, same); place != last) {
        by_agent.erase(place);
    }
    by_hash.erase(at);
    return entry;
}

std::vector<KeyRing::Held> KeyRing::Generation::take_all_of(std::string_view agent_id)
{
    std::vector<Held> taken;
    auto const [first, last] = by_agent.equal_range(agent_id);
    std::for_each(first, last, [&](auto const& held) { taken.push_back(held.second); });
    by_agent.erase(first, last);
    for (auto const& entry : taken) {
        by_hash.erase(entry->hash);
    }
    return taken;
}

KeyRing::Held KeyRing::find(std::string const& hash)
{
    {
        std::shared_lock const lock{mutex_};
        if (auto entry = young_.find(hash)) {
            return entry;
        }
        if (!old_.find(hash)) {
            return nullptr;
        }
    }
    std::unique_lock const lock{mutex_};
    auto entry = old_.find(hash);  // unless it changed meanwhile
    if (entry) {
        keep(entry);
    }
    return entry;
}

// Requests wait meanwhile, so that a turn of the generations only moves them.
void KeyRing::keep(Held const& entry)
{
    if (young_.by_hash.size() >= std::max<std::size_t>(capacity_ / 2, 1)) {
        forgotten_.push_back(std::exchange(old_, std::exchange(young_, {})));
    }
    young_.add(entry);
}

void KeyRing::on_changed(contracts::KeyChanged const& change)
{
    std::unique_lock const lock{mutex_};
    ++changes_;
    for (auto* const generation : {&young_, &old_}) {
        if (auto const entry = generation->take(change.key_hash)) {
            leave(*entry);
        }
    }
}

void KeyRing::on_changed(contracts::AgentChanged const& change)
{
    std::unique_lock const lock{mutex_};
    ++changes_;
    for (auto* const generation : {&young_, &old_}) {
        for (auto const& entry : generation->take_all_of(change.agent_id)) {
            leave(*entry);
        }
    }
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
    auto hashes = std::set<std::string_view>{};
    for (auto const* const generation : {&young_, &old_}) {
        auto const [first, last] = generation->by_agent.equal_range(agent_id);
        std::for_each(first, last, [&](auto const& held) { hashes.insert(held.second->hash); });
    }
    return hashes.size();
}

// An entry that goes leaves its last use to the next note_use(). Twice is once.
void KeyRing::leave(Entry& entry)
{
    auto const used = entry.used.load();
    if (used > entry.noted.exchange(used) && left_.size() < kMostLeft) {
        left_.emplace_back(entry.actor.key_id, from_micros(used));
    }
}

void KeyRing::note_use(Timestamp now, Uses which)
{
    leave_forgotten();
    auto const all = which == Uses::all;
    auto const most = all ? kUsesAtTheEnd : kUsesAtOnce;
    auto uses = take_left(all ? most : most / 2);
    collect_uses(now, which, most, uses);
    if (!uses.empty()) {
        reader_.note_use(uses);
    }
}

void KeyRing::leave_forgotten()
{
    std::vector<Generation> forgotten;
    {
        std::unique_lock const lock{mutex_};
        forgotten.swap(forgotten_);
    }
    std::vector<Held> unnoted;
    for (auto const& generation : forgotten) {
        for (auto const& [hash, entry] : generation.by_hash) {
            // Some are in use again and would be noted anyway: earlier than they had to be.
            if (entry->used > entry->noted && unnoted.size() < kMostLeft) {
                unnoted.push_back(entry);
            }
        }
    }
    std::unique_lock const lock{mutex_};
    std::ranges::for_each(unnoted, [this](Held const& entry) { leave(*entry); });
}

std::vector<KeyRing::Use> KeyRing::take_left(std::size_t most)
{
    std::unique_lock const lock{mutex_};
    auto const end = left_.begin() + static_cast<std::ptrdiff_t>(std::min(left_.size(), most));
    std::vector<Use> taken{left_.begin(), end};
    left_.erase(left_.begin(), end);
    return taken;
}

// Goes around the buckets of both generations, some at each call.
void KeyRing::collect_uses(Timestamp now, Uses which, std::size_t most, std::vector<Use>& uses)
{
    auto const is_due = [&](Entry const& entry) {
        return entry.used > entry.noted &&
               (which == Uses::all || from_micros(entry.noted) + kNoteEvery <= now);
    };
    std::shared_lock const lock{mutex_};
    for (auto* const generation : {&young_, &old_}) {
        auto const& entries = generation->by_hash;
        auto const buckets = entries.bucket_count();
        auto const looks = which == Uses::all ? buckets : std::min(buckets, kBucketsAtOnce);
        for (std::size_t look = 0; look < looks && uses.size() < most; ++look) {
            auto const bucket = generation->next_bucket++ % buckets;
            std::for_each(entries.begin(bucket), entries.end(bucket), [&](auto const& held) {
                auto& entry = *held.second;
                if (is_due(entry) && uses.size() < most) {
                    entry.noted = entry.used.load();
                    uses.emplace_back(entry.actor.key_id, from_micros(entry.noted));
                }
            });
        }
    }
}

}  // namespace upbeat::identity
