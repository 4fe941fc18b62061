#include <upbeat/infrastructure/platform/random_ids.hpp>

#include <algorithm>

#include <upbeat/infrastructure/platform/crypto.hpp>

namespace upbeat::platform {
namespace {

constexpr std::string_view kAlphabet = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr std::uint64_t kFortyBits = (1ULL << 40U) - 1;

void append_base32(std::string& text, std::uint64_t number, unsigned characters)
{
    for (auto i = characters; i-- > 0;) {
        text.push_back(kAlphabet[(number >> (5 * i)) & 31U]);
    }
}

}  // namespace

std::string RandomIds::next(std::string_view prefix)
{
    auto const lock = std::lock_guard{mutex_};
    advance();

    auto id = std::string{};
    id.reserve(prefix.size() + 27);
    id.append(prefix).push_back('_');
    append_base32(id, last_millis_, 10);
    append_base32(id, tail_.high, 8);
    append_base32(id, tail_.low, 8);
    return id;
}

// A clock that steps back must not make ids fall: the last millisecond is used until it is reached.
void RandomIds::advance()
{
    auto const millis =
        static_cast<std::uint64_t>(std::max<std::int64_t>(0, to_micros(clock_.now()) / 1000));
    if (millis > last_millis_) {
        last_millis_ = millis;
        tail_ = {.high = random_number() & kFortyBits, .low = random_number() & kFortyBits};
        return;
    }
    tail_.low = (tail_.low + 1) & kFortyBits;
    if (tail_.low == 0) {
        tail_.high = (tail_.high + 1) & kFortyBits;
    }
}

}  // namespace upbeat::platform
