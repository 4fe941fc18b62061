#include <upbeat/domain/voting/vote_id.hpp>

namespace upbeat::voting {
namespace {

constexpr std::string_view kPrefix = "vot_";
constexpr std::string_view kAlphabet = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr std::size_t kDigits = 13;
constexpr unsigned kSeqBits = 40;
constexpr std::uint64_t kSeqMask = (std::uint64_t{1} << kSeqBits) - 1;

}  // namespace

std::string VoteId::text() const
{
    auto bits = (static_cast<std::uint64_t>(writer) << kSeqBits) |
                (static_cast<std::uint64_t>(seq) & kSeqMask);
    std::string digits(kDigits, '0');
    for (auto place = kDigits; place-- > 0; bits >>= 5U) {
        digits[place] = kAlphabet[bits & 31U];
    }
    return std::string{kPrefix} + digits;
}

std::optional<VoteId> VoteId::parse(std::string_view text)
{
    if (text.size() != kPrefix.size() + kDigits || !text.starts_with(kPrefix)) {
        return std::nullopt;
    }
    std::uint64_t bits = 0;
    text.remove_prefix(kPrefix.size());
    if (kAlphabet.find(text.front()) > 15) {  // 13 digits hold 65 bits
        return std::nullopt;
    }
    for (auto const digit : text) {
        auto const value = kAlphabet.find(digit);
        if (value == std::string_view::npos) {
            return std::nullopt;
        }
        bits = (bits << 5U) | value;
    }
    return VoteId{
        static_cast<std::int32_t>(bits >> kSeqBits), static_cast<std::int64_t>(bits & kSeqMask)
    };
}

}  // namespace upbeat::voting
