#include <upbeat/adapters/http/server/request_parser.hpp>

#include <algorithm>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/optional.hpp>

#include <upbeat/adapters/http/server/request_target.hpp>

namespace upbeat::http {

namespace {

namespace beast = boost::beast;

// Framing around the chunks of a body (sizes, extensions, trailers) that is waiting for its end.
constexpr std::size_t kMaxChunkFraming = 16 * 1024;

// "0\r\n\r\n", the shortest end of a chunked body. Beast 1.81 asserts that it sees that much once
// it has seen a last chunk's size, and a client that sends byte by byte would prove it wrong.
constexpr std::size_t kShortestEnd = 5;

std::string_view view(beast::string_view text)
{
    return {text.data(), text.size()};
}

}  // namespace

// Writes what it reads straight into our Request: there is no message of Beast's own.
class RequestParser::BeastParser : public beast::http::basic_parser<true> {
   public:
    explicit BeastParser(Request& request) : request_{request} {}

    std::optional<Refusal> const& target_refusal() const { return target_refusal_; }
    bool http_1_0() const { return http_1_0_; }

   private:
    using ErrorCode = beast::error_code;

    void
    on_request_impl(beast::http::verb, beast::string_view method, beast::string_view target, int version, ErrorCode&)
        override
    {
        // The guard let only known methods through.
        request_.method = http::parse_method(view(method)).value_or(Method::get);
        target_ = view(target);
        http_1_0_ = version == 10;
    }

    void on_response_impl(int, beast::string_view, int, ErrorCode&) override {}

    void
    on_field_impl(beast::http::field, beast::string_view name, beast::string_view value, ErrorCode&)
        override
    {
        // After the head these are trailers, which must never pass for headers.
        if (in_head_) {
            request_.headers.add_lower(view(name), view(value));
        }
    }

    void on_header_impl(ErrorCode&) override
    {
        in_head_ = false;
        target_refusal_ = read_target(target_, request_);
    }

    void on_body_init_impl(boost::optional<std::uint64_t> const& length, ErrorCode&) override
    {
        // Not more than a client has to send us anyway: a promise alone costs no memory.
        constexpr std::uint64_t kReserve = 64 * 1024;
        request_.body.reserve(static_cast<std::size_t>(std::min(length.value_or(0), kReserve)));
    }

    std::size_t on_body_impl(beast::string_view text, ErrorCode&) override
    {
        request_.body.append(view(text));
        return text.size();
    }

    void on_chunk_header_impl(std::uint64_t, beast::string_view, ErrorCode&) override {}

    std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view text, ErrorCode&) override
    {
        request_.body.append(view(text));
        return text.size();
    }

    void on_finish_impl(ErrorCode&) override {}

    Request& request_;
    std::string_view target_;  // into the bytes of the head, which are all there
    std::optional<Refusal> target_refusal_;
    bool http_1_0_ = false;
    bool in_head_ = true;
};

// A parser of Beast's serves once; its place in memory serves again.
struct RequestParser::Place {
    std::optional<BeastParser> parser;
};

RequestParser::RequestParser(GuardLimits limits, KnownHeads* known)
    : limits_{limits}, known_{known}, place_{std::make_unique<Place>()}
{
}

RequestParser::~RequestParser() = default;

void RequestParser::begin(Request& request)
{
    request_ = &request;
    scanned_ = 0;
    forgiven_ = false;
    head_complete_ = false;
    beast_ = nullptr;
}

std::optional<std::uint64_t> RequestParser::content_length() const
{
    auto const length = beast_ == nullptr ? boost::none : beast_->content_length();
    return length ? std::optional{*length} : std::nullopt;
}

void RequestParser::limit_body(std::size_t bytes)
{
    beast_->body_limit(bytes);
}

RequestParser::Step RequestParser::refuse(Refusal const& refusal)
{
    refusal_ = refusal;
    return Step::refused;
}

RequestParser::Step RequestParser::feed(std::string_view& bytes)
{
    return head_complete_ ? feed_body(bytes) : feed_head(bytes);
}

RequestParser::Step RequestParser::feed_head(std::string_view& bytes)
{
    // RFC 9112 2.2: an empty line before a request is forgiven; one, however it is cut.
    if (scanned_ == 0 && !forgiven_ && bytes.starts_with("\r\n")) {
        bytes.remove_prefix(2);
        forgiven_ = true;
    }
    if (bytes.empty() || (!forgiven_ && bytes == "\r")) {
        return Step::more;
    }
    auto const from = scanned_ < 3 ? 0 : scanned_ - 3;
    auto const end = bytes.find("\r\n\r\n", from);
    if (end == std::string_view::npos) {
        auto const seen = std::exchange(scanned_, bytes.size());
        auto const refusal = refuse_partial_head(bytes, seen, limits_);
        return refusal ? refuse(*refusal) : Step::more;
    }
    auto const head = bytes.substr(0, end + 4);
    auto const step = recall(head) ? Step::complete : parse_head(head);
    if (step != Step::refused) {
        bytes.remove_prefix(head.size());
        head_complete_ = true;
    }
    return step;
}

bool RequestParser::recall(std::string_view head)
{
    auto const* const known = known_ == nullptr ? nullptr : known_->find(head);
    if (known == nullptr) {
        return false;
    }
    request_->method = known->request.method;
    request_->target = known->request.target;
    request_->path = known->request.path;
    request_->query = known->request.query;
    request_->headers = known->request.headers;
    http_1_0_ = known->http_1_0;
    keep_alive_ = known->keep_alive;
    return true;
}

RequestParser::Step RequestParser::parse_head(std::string_view head)
{
    if (auto const refusal = refuse_head(head, limits_)) {
        return refuse(*refusal);
    }
    beast_ = &place_->parser.emplace(*request_);
    beast_->header_limit(static_cast<std::uint32_t>(limits_.max_head + 2));
    beast_->body_limit(boost::none);
    beast_->eager(true);
    beast::error_code error;
    // Given the head alone, so that nothing of the body is read before it was allowed.
    auto const used = beast_->put(boost::asio::buffer(head.data(), head.size()), error);
    if ((error && error != beast::http::error::need_more) || used != head.size() ||
        !beast_->is_header_done()) {
        return refuse(refusals::kMalformed);
    }
    if (auto const& refusal = beast_->target_refusal()) {
        return refuse(*refusal);
    }
    http_1_0_ = beast_->http_1_0();
    keep_alive_ = beast_->keep_alive();
    if (!beast_->is_done()) {
        return Step::head;
    }
    if (known_ != nullptr) {
        known_->offer(head, *request_, http_1_0_, keep_alive_);
    }
    return Step::complete;
}

RequestParser::Step RequestParser::feed_body(std::string_view& bytes)
{
    auto const least = beast_->chunked() ? kShortestEnd : 1;
    while (bytes.size() >= least) {
        beast::error_code error;
        auto const used = beast_->put(boost::asio::buffer(bytes.data(), bytes.size()), error);
        bytes.remove_prefix(used);
        if (error == beast::http::error::body_limit) {
            return refuse(refusals::kBodyTooLarge);
        }
        if (error == beast::http::error::need_more) {
            return bytes.size() > kMaxChunkFraming ? refuse(refusals::kMalformed) : Step::more;
        }
        if (error) {
            return refuse(refusals::kMalformed);
        }
        if (beast_->is_done()) {
            return Step::complete;
        }
    }
    return Step::more;
}

}  // namespace upbeat::http
