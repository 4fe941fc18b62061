#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <upbeat/adapters/http/stream.hpp>
#include <upbeat/adapters/http/web_socket_frames.hpp>

namespace upbeat::http {

// A stream on its connection: what is being sent and what is to follow. It knows no socket. About
// 200 bytes and the reader; pieces are shared, so a client that is behind holds one of them.
class OpenStream {
   public:
    OpenStream(StreamPtr reader, StreamForm form);

    // What is to be sent now; empty when there is nothing.
    std::string_view rest();
    void advance(std::size_t sent) { rest_.remove_prefix(sent); }

    // Nothing was sent for a while.
    void owe_heartbeat() { heartbeat_owed_ = true; }

    // What the client sent.
    void take(std::string_view bytes);

    // The server says goodbye, after the piece that is under way.
    void end(CloseCode code);

    // Nothing will follow what rest() gives.
    bool ended() const { return ended_; }
    bool is_web_socket() const { return form_ == StreamForm::web_socket; }

   private:
    bool fetch();

    StreamPtr reader_;
    StreamForm form_;
    bool ended_ = false;
    bool heartbeat_owed_ = false;
    StreamPiece piece_;        // being sent
    std::string own_;          // being sent, of this client alone
    std::string own_to_come_;  // frames between two pieces
    std::string_view rest_;    // of piece_ or own_
    ClientFrames client_;
};

}  // namespace upbeat::http
