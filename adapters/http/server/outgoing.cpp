#include <upbeat/adapters/http/server/outgoing.hpp>

#include <algorithm>
#include <utility>

#include <upbeat/adapters/http/gzip.hpp>
#include <upbeat/adapters/http/head_lines.hpp>

namespace upbeat::http {

namespace {

// A body this small is copied behind its head: one piece is cheaper to send than two.
constexpr std::size_t kCopyBelow = 2 * 1024;

// Compressing happens on the I/O thread; a larger answer would keep its other clients waiting.
constexpr std::size_t kCompressBelow = 512 * 1024;

constexpr std::size_t kKeepCapacity = 4 * 1024;

bool has_no_body(unsigned status)
{
    return status == 204 || status == 304;
}

void compress(Response& response, std::string& body, bool accepted)
{
    if (body.size() < kWorthCompressing || body.size() > kCompressBelow || response.status == 206 ||
        !is_compressible(response.content_type) || response.headers.contains("Content-Encoding")) {
        return;
    }
    response.headers.add("Vary", "Accept-Encoding");
    if (!accepted) {
        return;
    }
    if (auto packed = gzip(body, GzipEffort::quick); !packed.empty()) {
        body = std::move(packed);
        response.headers.add("Content-Encoding", "gzip");
    }
}

}  // namespace

void Outgoing::prepare(Response&& response, AnswerTerms const& terms)
{
    head_.clear();
    if (std::holds_alternative<std::shared_ptr<Snapshot const>>(response.body)) {
        prepare_snapshot(response, terms);
    } else if (std::holds_alternative<StreamPtr>(response.body)) {
        prepare_stream(response, terms);
    } else {
        prepare_text(std::move(response), terms);
    }
    size_ = first_.size() + second_.size();
}

void Outgoing::begin_head(unsigned status, AnswerTerms const& terms)
{
    status_ = status;
    if (status == 200) {
        head_.append("HTTP/1.1 200 OK\r\n");
    } else {
        head_.append("HTTP/1.1 ").append(std::to_string(status)).append(" ");
        head_.append(reason_phrase(status)).append("\r\n");
    }
    head_.append("Date: ").append(terms.date);
    head_.append("\r\nX-Request-Id: ").append(terms.request_id).append("\r\n");
    if (status == 101) {
        head_.append("Connection: Upgrade\r\nUpgrade: websocket\r\n");
    } else if (!terms.keep_alive) {
        head_.append("Connection: close\r\n");
    } else if (terms.http_1_0) {
        head_.append("Connection: keep-alive\r\n");
    }
}

void Outgoing::prepare_snapshot(Response const& response, AnswerTerms const& terms)
{
    snapshot_ = std::get<std::shared_ptr<Snapshot const>>(response.body);
    auto const known = !terms.if_none_match.empty() && snapshot_->matches(terms.if_none_match);
    begin_head(known ? 304 : 200, terms);
    for (auto const line : response.headers) {
        append_line(head_, line.name, line.value);
    }
    auto form = snapshot_->not_modified();
    if (!known) {
        form = terms.accepts_gzip ? snapshot_->compressed() : snapshot_->plain();
    }
    // The body follows the head in memory, so both are one piece.
    auto const bytes = form.head.size() + (terms.head_only || known ? 0 : form.body.size());
    if (bytes < kCopyBelow) {
        head_.append(form.head.data(), bytes);
        second_ = {};
    } else {
        second_ = {form.head.data(), bytes};
    }
    first_ = head_;
}

// Without Content-Length and chunks: the end of the connection is the end of the stream, so that
// the same bytes go to every client.
void Outgoing::prepare_stream(Response const& response, AnswerTerms const& terms)
{
    if (terms.web_socket_accept.empty()) {
        begin_head(response.status, terms);
        append_line(head_, "Content-Type", response.content_type);
    } else {
        begin_head(101, terms);
        append_line(head_, "Sec-WebSocket-Accept", terms.web_socket_accept);
    }
    append_lines(head_, response.headers);
    head_.append("\r\n");
    first_ = head_;
    second_ = {};
}

void Outgoing::prepare_text(Response&& response, AnswerTerms const& terms)
{
    body_ = std::move(std::get<std::string>(response.body));
    if (has_no_body(response.status)) {
        body_.clear();
    }
    compress(response, body_, terms.accepts_gzip);
    begin_head(response.status, terms);
    if (!has_no_body(response.status)) {
        if (!response.content_type.empty()) {
            append_line(head_, "Content-Type", response.content_type);
        }
        append_line(head_, "Content-Length", body_.size());
    }
    append_lines(head_, response.headers);
    head_.append("\r\n");
    second_ = {};
    if (!terms.head_only && body_.size() < kCopyBelow) {
        head_.append(body_);
    } else if (!terms.head_only) {
        second_ = body_;
    }
    first_ = head_;
}

void Outgoing::advance(std::size_t sent)
{
    auto const from_first = std::min(sent, first_.size());
    first_.remove_prefix(from_first);
    second_.remove_prefix(std::min(sent - from_first, second_.size()));
}

void Outgoing::clear()
{
    first_ = second_ = {};
    snapshot_.reset();
    for (auto* text : {&head_, &body_}) {
        text->clear();
        if (text->capacity() > kKeepCapacity) {
            text->shrink_to_fit();
        }
    }
}

}  // namespace upbeat::http
