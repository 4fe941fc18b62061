#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace upbeat::testing {

// One answer as it came over the wire.
struct RawAnswer {
    unsigned status = 0;
    std::vector<std::pair<std::string, std::string>> headers;  // names in lower case
    std::string body;

    // The first value of that name, or an empty text.
    std::string header(std::string_view lower_name) const;
    bool has(std::string_view lower_name) const;
};

// A client that sends exactly the bytes it is told to: a plain blocking socket to 127.0.0.1. Waits
// at most ten seconds for anything, and throws std::runtime_error when that is not enough.
class RawClient {
   public:
    explicit RawClient(std::uint16_t port);
    RawClient(RawClient&& other) noexcept;
    RawClient& operator=(RawClient&&) = delete;
    ~RawClient();

    // False when the server has closed before everything was sent.
    bool send(std::string_view bytes);

    // Whether anything has come, the server's close included, without waiting for it.
    bool has_news() const;

    // The next answer; none when the server closed instead. `head_only` for answers to HEAD.
    std::optional<RawAnswer> read(bool head_only = false);

    RawAnswer exchange(std::string_view request, bool head_only = false);

    // Whether the server closes without sending anything more.
    bool sees_end();

    // Everything up to and with `text`, of an answer that goes on.
    std::string read_until(std::string_view text);

    // Exactly so many bytes.
    std::string read_bytes(std::size_t count);

    // Takes a little of what comes into unread(); false when the server has closed.
    bool receive();

    // Lets the kernel take hardly anything for a client that does not read.
    void take_little();

    // Everything up to the server's close.
    std::string read_all();

    // Bytes that arrived and no answer has taken yet.
    std::string const& unread() const { return buffer_; }

    void end_sending();

    // Closes so that the server sees a reset.
    void reset();

   private:
    int socket_;
    std::string buffer_;
};

}  // namespace upbeat::testing
