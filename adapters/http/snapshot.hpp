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
    // One form of the answer, ready to be sent after the status line: header lines (the closing
    // empty line not among them) and the body.
    struct Form {
        std::string_view head;
        std::string_view body;
    };

    static std::shared_ptr<Snapshot const> make(SnapshotParts parts);

    std::string_view body() const { return body_; }
    std::string_view content_type() const { return content_type_; }
    std::string const& etag() const { return etag_; }  // with its quotes

    Form plain() const { return {plain_head_, body_}; }

    // The compressed twin, made by the first call (about 100 us for 8 KB). The plain form where
    // compressing is no gain or not sensible for the type.
    Form compressed() const;

    // Headers of the 304 that stands for either form.
    Form not_modified() const { return {not_modified_head_, {}}; }

    // Whether an If-None-Match value names this content, in either form.
    bool matches(std::string_view if_none_match) const;

   private:
    explicit Snapshot(SnapshotParts parts);

    std::string common_lines(Headers const& headers) const;
    void compress() const;

    std::string content_type_;
    std::string body_;
    std::string etag_;
    std::string common_;
    std::string plain_head_;
    std::string not_modified_head_;

    mutable std::once_flag compress_once_;
    mutable std::string compressed_head_;
    mutable std::string compressed_body_;
};

}  // namespace upbeat::http
