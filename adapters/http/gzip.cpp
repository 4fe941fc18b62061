#include <upbeat/adapters/http/gzip.hpp>

#include <algorithm>
#include <array>
#include <limits>

#include <zlib.h>

namespace upbeat::http {

namespace {

// zlib's number for "15 bits of window, in a gzip wrapper".
constexpr int kGzipWindow = 15 + 16;

int level_of(GzipEffort effort)
{
    return effort == GzipEffort::thorough ? Z_DEFAULT_COMPRESSION : Z_BEST_SPEED;
}

constexpr std::array<std::string_view, 9> kCompressible{
    "application/json",
    "application/problem+json",
    "application/x-ndjson",
    "application/javascript",
    "application/xml",
    "application/yaml",
    "image/svg+xml",
    "application/openapi+json",
    "application/manifest+json"
};

}  // namespace

bool is_compressible(std::string_view content_type)
{
    auto const type = content_type.substr(0, content_type.find(';'));
    return type.starts_with("text/") ||
           std::find(kCompressible.begin(), kCompressible.end(), type) != kCompressible.end();
}

std::string gzip(std::string_view text, GzipEffort effort)
{
    if (text.empty() || text.size() > std::numeric_limits<uInt>::max()) {
        return {};
    }
    z_stream stream{};
    auto const ready =
        deflateInit2(&stream, level_of(effort), Z_DEFLATED, kGzipWindow, 8, Z_DEFAULT_STRATEGY);
    if (ready != Z_OK) {
        return {};
    }
    // Room for one byte less than the text: anything longer is not worth sending.
    std::string packed(text.size() - 1, '\0');
    // zlib reads through this pointer only; its type predates const.
    stream.next_in = const_cast<Bytef*>(reinterpret_cast<Bytef const*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    auto const outcome = deflate(&stream, Z_FINISH);
    packed.resize(outcome == Z_STREAM_END ? stream.total_out : 0);
    deflateEnd(&stream);
    packed.shrink_to_fit();
    return packed;
}

}  // namespace upbeat::http
