#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include <upbeat/adapters/http/headers.hpp>

namespace upbeat::http {

struct SnapshotParts {
    std::string content_type{};
    std::string body{};
    Headers headers{};   // for example Cache-Control; repeated in a 304
    std::string etag{};  // without quotes, [A-Za-z0-9._-]; empty: a hash of type and body
};

// An answer of status 200 that is served many times: head and body are written down once, so that
// sending it is one gather write. Immutable, safe to use from any thread, shared by pointer.
class Snapshot {
   public:
    // One form of the answer, ready to be sent after the status line and the lines that differ from
    // answer to answer. The head ends with the empty line; the body follows it in memory.
    struct Form {
        std::string_view head;
        std::string_view body;
    };

    static std::shared_ptr<Snapshot const> make(SnapshotParts parts);

    std::string_view body() const { return plain_.form().body; }
    std::string_view content_type() const { return parts_.content_type; }
    std::string_view etag() const { return etag_; }  // with its quotes

    Form plain() const { return plain_.form(); }

    // The compressed twin, made by the first call (about 100 us for 8 KB). The plain form where
    // compressing is no gain or not sensible for the type.
    Form compressed() const;

    // The 304 that stands for either form.
    Form not_modified() const { return not_modified_.form(); }

    // Whether an If-None-Match value names this content, in either form.
    bool matches(std::string_view if_none_match) const;

   private:
    struct Block {
        std::string text;
        std::size_t head_size = 0;

        Form form() const
        {
            std::string_view const view = text;
            return {view.substr(0, head_size), view.substr(head_size)};
        }
    };

    explicit Snapshot(SnapshotParts parts);

    Block block(std::string_view etag, std::string_view body, std::string_view encoding) const;
    Block not_modified_block() const;

    SnapshotParts parts_;  // the body has moved into plain_
    bool compressible_ = false;
    std::string etag_;
    std::string compressed_etag_;
    Block plain_;
    Block not_modified_;

    mutable std::once_flag compress_once_;
    mutable Block compressed_;
};

}  // namespace upbeat::http
