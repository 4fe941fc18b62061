#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include <upbeat/domain/kernel/result.hpp>

namespace upbeat {

// Whether `text` may be an id: 1 to 64 characters of [A-Za-z0-9._:-].
bool is_id(std::string_view text);

// The error for a text that may not be an id; `field` is the JSON pointer or parameter at fault.
Error malformed_id(std::string_view field);

// An opaque public id. Every kind of object has a type of its own, so that they cannot be mixed up.
// Ids that an import brings are kept; new ones are a prefix and a time-ordered random part.
template <class Tag>
class Id {
   public:
    static Result<Id> parse(std::string_view text, std::string_view field = "id")
    {
        if (!is_id(text)) {
            return fail(malformed_id(field));
        }
        return Id{std::string{text}};
    }

    // For text that was checked before: rows of our own storage.
    static Id trusted(std::string text) { return Id{std::move(text)}; }

    std::string const& text() const { return text_; }

    auto operator<=>(Id const&) const = default;

   private:
    explicit Id(std::string text) : text_{std::move(text)} {}

    std::string text_;
};

using ItemId = Id<struct ItemTag>;  // a track or a tool: they share one id space
using AgentId = Id<struct AgentTag>;
using KeyId = Id<struct KeyTag>;

// The number that stands for an id inside the ledger and in memory; it never leaves the program.
template <class Tag>
struct Num {
    std::int64_t value = 0;

    auto operator<=>(Num const&) const = default;
};

using ItemNum = Num<struct ItemNumTag>;
using VoterNum = Num<struct VoterNumTag>;

}  // namespace upbeat

template <class Tag>
struct std::hash<upbeat::Num<Tag>> {
    std::size_t operator()(upbeat::Num<Tag> num) const noexcept
    {
        return std::hash<std::int64_t>{}(num.value);
    }
};

template <class Tag>
struct std::hash<upbeat::Id<Tag>> {
    std::size_t operator()(upbeat::Id<Tag> const& id) const noexcept
    {
        return std::hash<std::string>{}(id.text());
    }
};
