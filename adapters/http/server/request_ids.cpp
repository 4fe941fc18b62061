#include <upbeat/adapters/http/server/request_ids.hpp>

#include <algorithm>
#include <random>

namespace upbeat::http {

RequestIds::RequestIds()
{
    std::random_device device;
    state_ = (std::uint64_t{device()} << 32U) | device();
}

void RequestIds::next(std::string& id)
{
    constexpr std::string_view kAlphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    // SplitMix64: a counter through a mixing function that never gives one value twice.
    state_ += 0x9e3779b97f4a7c15U;
    auto bits = state_;
    bits = (bits ^ (bits >> 30U)) * 0xbf58476d1ce4e5b9U;
    bits = (bits ^ (bits >> 27U)) * 0x94d049bb133111ebU;
    bits ^= bits >> 31U;
    id.resize(13);
    for (auto& letter : id) {
        letter = kAlphabet[bits & 31U];
        bits >>= 5U;
    }
}

bool is_request_id(std::string_view text)
{
    return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '.' || c == '_' || c == '-';
    });
}

}  // namespace upbeat::http
