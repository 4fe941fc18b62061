#include <upbeat/adapters/http/web_socket_frames.hpp>

#include <cassert>

#include <upbeat/adapters/http/parameter_set.hpp>

namespace upbeat::http {
namespace {

constexpr std::uint8_t kFinal = 0x80;
constexpr std::uint8_t kReserved = 0x70;
constexpr std::uint8_t kMasked = 0x80;

constexpr std::uint8_t kText = 0x1;
constexpr std::uint8_t kBinary = 0x2;
constexpr std::uint8_t kClose = 0x8;
constexpr std::uint8_t kPing = 0x9;
constexpr std::uint8_t kPong = 0xA;

// A client that pings faster than it reads gets fewer pongs, as RFC 6455 5.5.3 allows.
constexpr std::size_t kMostPongs = 1024;

void append_number(std::string& to, std::uint64_t value, int bytes)
{
    for (auto shift = (bytes - 1) * 8; shift >= 0; shift -= 8) {
        to.push_back(static_cast<char>((value >> shift) & 0xFFU));
    }
}

void append_frame(std::string& to, std::uint8_t opcode, std::string_view payload)
{
    to.push_back(static_cast<char>(kFinal | opcode));
    if (payload.size() <= kMostControl) {
        append_number(to, payload.size(), 1);
    } else if (payload.size() <= 0xFFFF) {
        append_number(to, 126, 1);
        append_number(to, payload.size(), 2);
    } else {
        append_number(to, 127, 1);
        append_number(to, payload.size(), 8);
    }
    to.append(payload);
}

// RFC 6455 7.4: which codes a client may send.
bool may_be_sent(unsigned code)
{
    return (code >= 1000 && code <= 1014 && code != 1004 && code != 1005 && code != 1006) ||
           (code >= 3000 && code <= 4999);
}

CloseCode answer_to_close(std::string_view payload)
{
    if (payload.empty()) {
        return CloseCode::normal;
    }
    if (payload.size() == 1) {
        return CloseCode::protocol_error;
    }
    auto const code = static_cast<unsigned>(
        (static_cast<std::uint8_t>(payload[0]) << 8U) | static_cast<std::uint8_t>(payload[1])
    );
    if (!may_be_sent(code)) {
        return CloseCode::protocol_error;
    }
    return is_clean_text(payload.substr(2)) ? static_cast<CloseCode>(code)
                                            : CloseCode::invalid_text;
}

}  // namespace

void append_text_frame(std::string& to, std::string_view payload)
{
    append_frame(to, kText, payload);
}

void append_pong_frame(std::string& to, std::string_view payload)
{
    assert(payload.size() <= kMostControl);
    append_frame(to, kPong, payload);
}

void append_close_frame(std::string& to, CloseCode code)
{
    std::string payload;
    append_number(payload, static_cast<std::uint16_t>(code), 2);
    append_frame(to, kClose, payload);
}

ClientFrames::Demand ClientFrames::take(std::string_view bytes)
{
    Demand demand;
    for (auto const byte : bytes) {
        if (closed_) {
            break;
        }
        if (auto const code = step(static_cast<std::uint8_t>(byte), demand)) {
            closed_ = true;
            demand.close = code;
        }
    }
    return demand;
}

std::optional<CloseCode> ClientFrames::step(std::uint8_t byte, Demand& demand)
{
    switch (part_) {
        case Part::opcode: return take_opcode(byte);
        case Part::length: return take_length(byte);
        case Part::mask:
            mask_[mask_read_++] = byte;
            if (mask_read_ < sizeof mask_) {
                return std::nullopt;
            }
            part_ = Part::payload;
            return length_ == 0 ? finish_frame(demand) : std::nullopt;
        case Part::payload:
            payload_.push_back(static_cast<char>(byte ^ mask_[payload_.size() % sizeof mask_]));
            return payload_.size() == length_ ? finish_frame(demand) : std::nullopt;
    }
    return CloseCode::protocol_error;
}

std::optional<CloseCode> ClientFrames::take_opcode(std::uint8_t byte)
{
    opcode_ = byte & 0x0FU;
    auto const is_control = opcode_ == kClose || opcode_ == kPing || opcode_ == kPong;
    if ((byte & kReserved) != 0) {
        return CloseCode::protocol_error;
    }
    if (opcode_ == kText || opcode_ == kBinary) {
        return CloseCode::unsupported_data;
    }
    // Also a continuation, since no message can have begun, and a control frame in parts.
    if (!is_control || (byte & kFinal) == 0) {
        return CloseCode::protocol_error;
    }
    part_ = Part::length;
    return std::nullopt;
}

std::optional<CloseCode> ClientFrames::take_length(std::uint8_t byte)
{
    length_ = byte & 0x7FU;
    if ((byte & kMasked) == 0 || length_ > kMostControl) {
        return CloseCode::protocol_error;
    }
    mask_read_ = 0;
    payload_.clear();
    part_ = Part::mask;
    return std::nullopt;
}

std::optional<CloseCode> ClientFrames::finish_frame(Demand& demand)
{
    part_ = Part::opcode;
    if (opcode_ == kClose) {
        return answer_to_close(payload_);
    }
    if (opcode_ == kPing && demand.pongs.size() < kMostPongs) {
        append_pong_frame(demand.pongs, payload_);
    }
    return std::nullopt;
}

}  // namespace upbeat::http
