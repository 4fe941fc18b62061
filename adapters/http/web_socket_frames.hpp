#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace upbeat::http {

// The framing of RFC 6455 as a server needs it that only sends: frames of its own are whole and
// unmasked, and of the client's only control frames are understood.

// RFC 6455 7.4.1.
enum class CloseCode : std::uint16_t {
    normal = 1000,
    going_away = 1001,
    protocol_error = 1002,
    unsupported_data = 1003,
    invalid_text = 1007,
};

// Appends one frame. The payload of a control frame is at most kMostControl bytes.
inline constexpr std::size_t kMostControl = 125;
void append_text_frame(std::string& to, std::string_view payload);
void append_pong_frame(std::string& to, std::string_view payload);
void append_close_frame(std::string& to, CloseCode code);

// Reads what a client sends after the handshake, in pieces of any size. Holds at most one control
// frame, so at most about 130 bytes. Not thread-safe.
class ClientFrames {
   public:
    // What the bytes ask of the server.
    struct Demand {
        std::string pongs{};               // frames to send, one for each ping that fits
        std::optional<CloseCode> close{};  // how to close; nothing that comes later counts
    };

    // Any message is refused with `unsupported_data`, since this side listens to nothing; a close
    // is answered with its own code; everything that RFC 6455 forbids is `protocol_error`.
    Demand take(std::string_view bytes);

   private:
    enum class Part : std::uint8_t { opcode, length, mask, payload };

    std::optional<CloseCode> take_opcode(std::uint8_t byte);
    std::optional<CloseCode> take_length(std::uint8_t byte);
    std::optional<CloseCode> finish_frame(Demand& demand);
    std::optional<CloseCode> step(std::uint8_t byte, Demand& demand);

    Part part_ = Part::opcode;
    std::uint8_t opcode_ = 0;
    std::uint8_t mask_[4] = {};
    std::uint8_t mask_read_ = 0;
    std::uint8_t length_ = 0;
    bool closed_ = false;
    std::string payload_;
};

}  // namespace upbeat::http
