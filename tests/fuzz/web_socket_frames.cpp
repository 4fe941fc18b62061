#include <upbeat/adapters/http/web_socket_frames.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>

#include "fuzz.hpp"

// What a WebSocket client sends: however the network cuts it, it asks for the same, and that is
// what a plain reading of RFC 6455 says it asks for.

namespace {

using namespace upbeat::http;

struct Asked {
    std::string pongs{};
    std::optional<CloseCode> close{};

    bool operator==(Asked const&) const = default;
};

Asked read(std::string_view bytes, std::size_t piece)
{
    ClientFrames frames;
    Asked asked;
    for (auto rest = bytes; !rest.empty();) {
        auto const next = rest.substr(0, piece);
        rest.remove_prefix(next.size());
        auto const demand = frames.take(next);
        // A client that was closed asks for nothing any more.
        UPBEAT_PROMISE(!asked.close || (demand.pongs.empty() && !demand.close));
        asked.pongs += demand.pongs;
        asked.close = asked.close ? asked.close : demand.close;
    }
    return asked;
}

std::uint8_t at(std::string_view bytes, std::size_t place)
{
    return static_cast<std::uint8_t>(bytes[place]);
}

// RFC 6455 5.2, frame by frame, of bytes that are all there: the pongs it asks for, and whether a
// frame ends the conversation.
struct Expected {
    std::string pongs{};
    bool ends = false;
    bool breaks_the_rules = false;
    bool is_message = false;
};

Expected expected_of(std::string_view bytes)
{
    Expected expected;
    while (!bytes.empty()) {
        auto const opcode = at(bytes, 0) & 0x0FU;
        auto const final = (at(bytes, 0) & 0x80U) != 0;
        auto const reserved = (at(bytes, 0) & 0x70U) != 0;
        expected.is_message = !reserved && (opcode == 1 || opcode == 2);
        expected.breaks_the_rules = reserved || opcode == 0 || (opcode > 2 && opcode < 8) ||
                                    opcode > 10 || (opcode >= 8 && !final);
        if (!expected.is_message && !expected.breaks_the_rules && bytes.size() > 1) {
            auto const masked = (at(bytes, 1) & 0x80U) != 0;
            expected.breaks_the_rules = !masked || (at(bytes, 1) & 0x7FU) > kMostControl;
        }
        expected.ends = expected.is_message || expected.breaks_the_rules;
        if (expected.ends || bytes.size() < 6) {
            return expected;
        }
        auto const size = std::size_t{at(bytes, 1) & 0x7FU};
        if (bytes.size() < 6 + size) {
            return expected;
        }
        if (opcode == 8) {
            expected.ends = true;
            return expected;
        }
        if (opcode == 9) {
            std::string payload;
            for (std::size_t i = 0; i < size; ++i) {
                payload.push_back(static_cast<char>(at(bytes, 6 + i) ^ at(bytes, 2 + i % 4)));
            }
            append_pong_frame(expected.pongs, payload);
        }
        bytes.remove_prefix(6 + size);
    }
    return expected;
}

}  // namespace

UPBEAT_FUZZ_TARGET(text)
{
    auto const by_bytes = read(text, 1);
    auto const expected = expected_of(text);
    UPBEAT_PROMISE(by_bytes.pongs == expected.pongs);
    UPBEAT_PROMISE(by_bytes.close.has_value() == expected.ends);
    UPBEAT_PROMISE(!expected.is_message || by_bytes.close == CloseCode::unsupported_data);
    UPBEAT_PROMISE(!expected.breaks_the_rules || by_bytes.close == CloseCode::protocol_error);

    for (auto const piece : {std::size_t{2}, std::size_t{7}, std::size_t{131}, text.size()}) {
        auto const cut = read(text, std::max<std::size_t>(piece, 1));
        UPBEAT_PROMISE(cut.close == by_bytes.close);
        // Of many pings at once some may stay without an answer.
        UPBEAT_PROMISE(cut.pongs == by_bytes.pongs || cut.pongs.size() >= 1024);
    }
    if (by_bytes.close) {
        std::string frame;
        append_close_frame(frame, *by_bytes.close);
        UPBEAT_PROMISE(frame.size() == 4 && at(frame, 0) == 0x88 && at(frame, 1) == 2);
    }
}
