#pragma once

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include <upbeat/domain/voting/slot_index.hpp>

namespace upbeat::voting {

// Writes numbers, small ones in few bytes. What it writes does not hang on the machine.
class BytesOut {
   public:
    BytesOut& number(std::uint64_t value)
    {
        for (; value >= 0x80U; value >>= 7U) {
            text_.push_back(static_cast<char>((value & 0x7FU) | 0x80U));
        }
        text_.push_back(static_cast<char>(value));
        return *this;
    }
    // Small on either side of zero.
    BytesOut& whole(std::int64_t value)
    {
        auto const bits = static_cast<std::uint64_t>(value);
        return number((bits << 1U) ^ (value < 0 ? ~std::uint64_t{0} : 0U));
    }
    // Always eight bytes.
    BytesOut& fixed(std::uint64_t value)
    {
        for (unsigned shift = 0; shift < 64; shift += 8) {
            text_.push_back(static_cast<char>((value >> shift) & 0xFFU));
        }
        return *this;
    }

    std::string_view text() const { return text_; }
    std::string take() { return std::move(text_); }

   private:
    std::string text_;
};

// Reads what BytesOut wrote, and nothing else: what it takes has one way to be written. After the
// end, and after a number that cannot be, it gives zeros and is no longer ok().
class BytesIn {
   public:
    explicit BytesIn(std::string_view text) : text_{text} {}

    bool ok() const { return ok_; }
    bool at_end() const { return ok_ && text_.empty(); }
    // How many bytes are left: more things than that cannot follow.
    std::size_t left() const { return text_.size(); }
    // For whoever finds that what was read makes no sense.
    void refuse()
    {
        ok_ = false;
        text_ = {};
    }

    // A number that fits the type; one that does not is refused.
    template <std::integral Field>
    Field number_as()
    {
        return fitting<Field>(number());
    }
    template <std::integral Field>
    Field whole_as()
    {
        return fitting<Field>(whole());
    }
    // Lists are written as a one before each of their things, and a zero.
    bool another()
    {
        auto const sign = number();
        if (sign > 1) {
            refuse();
        }
        return sign == 1;
    }

    std::uint64_t number()
    {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            auto const byte = next();
            auto const digit = std::uint64_t{byte & 0x7FU};
            value |= digit << shift;
            if ((byte & 0x80U) == 0) {
                auto const is_longer_than_needed = digit == 0 && shift > 0;
                auto const is_too_great = (digit << shift) >> shift != digit;
                if (!is_longer_than_needed && !is_too_great) {
                    return value;
                }
                break;
            }
        }
        refuse();
        return 0;
    }
    std::int64_t whole()
    {
        auto const bits = number();
        return static_cast<std::int64_t>((bits >> 1U) ^ (~(bits & 1U) + 1U));
    }
    std::uint64_t fixed()
    {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 8) {
            value |= std::uint64_t{next()} << shift;
        }
        return value;
    }

   private:
    template <class Field, class Value>
    Field fitting(Value value)
    {
        if (!std::in_range<Field>(value)) {
            refuse();
            return 0;
        }
        return static_cast<Field>(value);
    }

    unsigned next()
    {
        if (text_.empty()) {
            refuse();
            return 0;
        }
        auto const byte = static_cast<unsigned char>(text_.front());
        text_.remove_prefix(1);
        return byte;
    }

    std::string_view text_;
    bool ok_ = true;
};

// Tells a text from one that was cut or changed by accident.
inline std::uint64_t checksum(std::string_view text)
{
    auto sum = SlotIndex::mix(text.size() + 1);
    while (!text.empty()) {
        std::uint64_t word = 0;
        auto const part = text.substr(0, 8);
        for (auto const byte : part) {
            word = word << 8U | static_cast<unsigned char>(byte);
        }
        sum = SlotIndex::mix(sum ^ word) + 0x9e3779b97f4a7c15U;
        text.remove_prefix(part.size());
    }
    return sum;
}

}  // namespace upbeat::voting
