#include <upbeat/adapters/http/snapshot.hpp>

#include <array>
#include <charconv>
#include <functional>
#include <utility>

#include <upbeat/adapters/http/gzip.hpp>
#include <upbeat/adapters/http/head_lines.hpp>
#include <upbeat/adapters/http/negotiation.hpp>

namespace upbeat::http {

namespace {

std::string quoted(std::string_view tag)
{
    return std::string{'"'}.append(tag).append("\"");
}

// Equal content has an equal tag on every node that runs the same program, which is what lets a
// client move between nodes. Not a defence against forged content: nobody outside writes here.
std::string content_tag(std::string_view type, std::string_view body)
{
    std::hash<std::string_view> const hash;
    std::array<char, 48> text{};
    auto const end = text.data() + text.size();
    auto at = std::to_chars(text.data(), end, hash(body), 36).ptr;
    *at++ = '-';
    at = std::to_chars(at, end, body.size() ^ (hash(type) & 0xffffU), 36).ptr;
    return {text.data(), at};
}

}  // namespace

std::shared_ptr<Snapshot const> Snapshot::make(SnapshotParts parts)
{
    return std::shared_ptr<Snapshot const>{new Snapshot{std::move(parts)}};
}

Snapshot::Snapshot(SnapshotParts parts) : parts_{std::move(parts)}
{
    auto const body = std::exchange(parts_.body, {});
    auto const tag = parts_.etag.empty() ? content_tag(parts_.content_type, body) : parts_.etag;
    compressible_ = body.size() >= kWorthCompressing && is_compressible(parts_.content_type);
    etag_ = quoted(tag);
    compressed_etag_ = quoted(tag + "-gz");
    plain_ = block(etag_, body, {});
    not_modified_ = not_modified_block();
}

Snapshot::Block Snapshot::block(
    std::string_view etag, std::string_view body, std::string_view encoding
) const
{
    Block block;
    block.text.reserve(body.size() + 384);
    append_line(block.text, "Content-Type", parts_.content_type);
    append_line(block.text, "Content-Length", body.size());
    append_line(block.text, "ETag", etag);
    if (!encoding.empty()) {
        append_line(block.text, "Content-Encoding", encoding);
    }
    if (compressible_) {
        append_line(block.text, "Vary", "Accept-Encoding");
    }
    append_lines(block.text, parts_.headers);
    block.text.append("\r\n");
    block.head_size = block.text.size();
    block.text.append(body);
    return block;
}

Snapshot::Block Snapshot::not_modified_block() const
{
    Block block;
    append_line(block.text, "ETag", etag_);
    if (compressible_) {
        append_line(block.text, "Vary", "Accept-Encoding");
    }
    append_lines(block.text, parts_.headers);
    block.text.append("\r\n");
    block.head_size = block.text.size();
    return block;
}

Snapshot::Form Snapshot::compressed() const
{
    if (!compressible_) {
        return plain();
    }
    std::call_once(compress_once_, [this] {
        auto const packed = gzip(body(), GzipEffort::thorough);
        if (!packed.empty()) {
            compressed_ = block(compressed_etag_, packed, "gzip");
        }
    });
    return compressed_.text.empty() ? plain() : compressed_.form();
}

bool Snapshot::matches(std::string_view if_none_match) const
{
    return etag_matches(if_none_match, etag_) || etag_matches(if_none_match, compressed_etag_);
}

}  // namespace upbeat::http
