#pragma once

#include <memory>
#include <string>
#include <utility>

namespace upbeat::http {

// The two ways in which a stream goes over the wire.
enum class StreamForm : unsigned char {
    event_stream,  // text/event-stream: an answer that does not end
    web_socket,    // RFC 6455 frames
};

// A piece of a stream as it is sent: whole events or whole frames. Immutable and shared: one piece
// may be on its way to thousands of clients.
using StreamPiece = std::shared_ptr<std::string const>;

// What one client gets of a stream. Opened on any thread, then used on the I/O thread of its
// connection alone and destroyed with it; nothing here may block. A client that reads slowly makes
// the server ask more rarely, so the bound on what waits for it is the reader's: it keeps a place
// in something shared, not a queue.
class StreamReader {
   public:
    virtual ~StreamReader() = default;

    // What to send next; null when nothing is new. Server::wake_streams has the server ask again.
    virtual StreamPiece next(StreamForm form) = 0;

    // What to send when nothing was for a while.
    virtual std::string heartbeat(StreamForm form) = 0;

    // Keeps something as long as the stream is open.
    void hold(std::shared_ptr<void const> what) { held_ = std::move(what); }

   private:
    std::shared_ptr<void const> held_;
};

using StreamPtr = std::shared_ptr<StreamReader>;

}  // namespace upbeat::http
