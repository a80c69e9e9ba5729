#include "emulators/adapters/http/http_parser.h"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <optional>
#include <utility>

namespace kazasu::adapters {

namespace {

namespace http = boost::beast::http;
using ErrorCode = boost::system::error_code;
using View = boost::beast::string_view;

std::string_view to_std(View text) {
  return {text.data(), text.size()};
}

// A longer body's memory is not kept for the next message.
constexpr auto kKeptBody = std::size_t{64} * 1024;

// What is kept of a message. The strings outlive the parser, which Beast wants new for every message.
struct Message {
  std::string method;
  std::string target;
  std::string body;
  std::string authorization;
  std::string host;
  std::string origin;
  std::string content_type;
  std::string content_digest;
  std::string repr_digest;
  std::string server_timing;
  int status = 0;
  bool expects_continue = false;
  bool header_done = false;

  void clear() {
    method.clear();
    target.clear();
    if (body.capacity() > kKeptBody) body = {};
    body.clear();
    authorization.clear();
    host.clear();
    origin.clear();
    content_type.clear();
    content_digest.clear();
    repr_digest.clear();
    server_timing.clear();
    status = 0;
    expects_continue = false;
    header_done = false;
  }
};

// The lines of one field are one list (RFC 9110, 5.3).
void append_line(std::string& list, View line) {
  if (!list.empty()) list += ',';
  list += to_std(line);
}

// basic_parser alone, without Beast's containers: no allocation per header field.
template <bool kIsRequest>
class Parser final : public http::basic_parser<kIsRequest> {
 public:
  Parser(Message& message, HttpRequestParser::BodyLimit const& limit) : message_(message), limit_(limit) {
    this->eager(true);
    this->header_limit(static_cast<std::uint32_t>(kHttpHeaderLimit));
    if constexpr (!kIsRequest) this->body_limit(limit_({}));
  }

 private:
  void on_request_impl(http::verb, View method, View target, int, ErrorCode&) override {
    message_.method = to_std(method);
    message_.target = to_std(target);
    this->body_limit(limit_(message_.target));
  }
  void on_response_impl(int code, View, int, ErrorCode&) override { message_.status = code; }
  void on_field_impl(http::field name, View name_text, View value, ErrorCode&) override {
    if constexpr (kIsRequest) {
      if (name == http::field::authorization) message_.authorization = to_std(value);
      if (name == http::field::host) message_.host = to_std(value);
      if (name == http::field::origin) message_.origin = to_std(value);
      if (name == http::field::content_type) message_.content_type = to_std(value);
      if (name == http::field::expect)
        message_.expects_continue = boost::beast::iequals(value, "100-continue");
      if (name == http::field::unknown) note_digest(name_text, value);
    } else if (name == http::field::unknown && boost::beast::iequals(name_text, "Server-Timing")) {
      append_line(message_.server_timing, value);
    }
  }
  void note_digest(View name, View value) {
    if (boost::beast::iequals(name, "Content-Digest")) append_line(message_.content_digest, value);
    if (boost::beast::iequals(name, "Repr-Digest")) append_line(message_.repr_digest, value);
  }
  void on_header_impl(ErrorCode&) override { message_.header_done = true; }
  void on_body_init_impl(boost::optional<std::uint64_t> const&, ErrorCode&) override {}
  std::size_t on_body_impl(View bytes, ErrorCode&) override {
    message_.body.append(bytes.data(), bytes.size());
    return bytes.size();
  }
  void on_chunk_header_impl(std::uint64_t, View, ErrorCode&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, View bytes, ErrorCode& error) override {
    return on_body_impl(bytes, error);
  }
  void on_finish_impl(ErrorCode&) override {}

  Message& message_;
  HttpRequestParser::BodyLimit const& limit_;
};

template <bool kIsRequest>
ParseStep feed_parser(Parser<kIsRequest>& parser, std::string_view bytes) {
  auto step = ParseStep{};
  while (step.consumed < bytes.size() && !parser.is_done()) {
    auto error = ErrorCode{};
    auto const rest = bytes.substr(step.consumed);
    auto const used = parser.put(boost::asio::const_buffer{rest.data(), rest.size()}, error);
    step.consumed += used;
    if (error == http::error::need_more) break;
    if (error) {
      step.status = error == http::error::body_limit     ? ParseStatus::kBodyTooLarge
                    : error == http::error::header_limit ? ParseStatus::kHeaderTooLarge
                                                         : ParseStatus::kMalformed;
      return step;
    }
    if (used == 0) break;
  }
  step.status = parser.is_done() ? ParseStatus::kDone : ParseStatus::kNeedMore;
  return step;
}

}  // namespace

struct HttpRequestParser::Impl {
  BodyLimit body_limit;
  Message message;
  std::optional<Parser<true>> parser;
};

HttpRequestParser::HttpRequestParser(std::uint64_t body_limit)
    : HttpRequestParser([body_limit](std::string_view) { return body_limit; }) {}
HttpRequestParser::HttpRequestParser(BodyLimit body_limit)
    : impl_(new Impl{.body_limit = std::move(body_limit)}) {
  reset();
}
HttpRequestParser::~HttpRequestParser() = default;

void HttpRequestParser::reset() {
  impl_->message.clear();
  impl_->parser.emplace(impl_->message, impl_->body_limit);
}
ParseStep HttpRequestParser::feed(std::string_view bytes) {
  return feed_parser(*impl_->parser, bytes);
}
std::string_view HttpRequestParser::method() const {
  return impl_->message.method;
}
std::string_view HttpRequestParser::target() const {
  return impl_->message.target;
}
std::string_view HttpRequestParser::body() const {
  return impl_->message.body;
}
std::string_view HttpRequestParser::authorization() const {
  return impl_->message.authorization;
}
std::string_view HttpRequestParser::host() const {
  return impl_->message.host;
}
std::string_view HttpRequestParser::origin() const {
  return impl_->message.origin;
}
std::string_view HttpRequestParser::content_type() const {
  return impl_->message.content_type;
}
std::string_view HttpRequestParser::digest() const {
  auto const& message = impl_->message;
  return message.content_digest.empty() ? message.repr_digest : message.content_digest;
}
bool HttpRequestParser::has_header() const {
  return impl_->message.header_done;
}
void HttpRequestParser::clear_body() {
  impl_->message.body.clear();
}
bool HttpRequestParser::keep_alive() const {
  return impl_->parser->keep_alive();
}
bool HttpRequestParser::expects_continue() const {
  return impl_->message.header_done && impl_->message.expects_continue && !impl_->parser->is_done();
}

struct HttpResponseParser::Impl {
  HttpRequestParser::BodyLimit body_limit;
  Message message;
  std::optional<Parser<false>> parser;
  bool may_continue = false;

  void renew() {
    message.clear();
    parser.emplace(message, body_limit);
  }
};

HttpResponseParser::HttpResponseParser(std::uint64_t body_limit)
    : impl_(new Impl{.body_limit = [body_limit](std::string_view) { return body_limit; }}) {
  reset();
}
HttpResponseParser::~HttpResponseParser() = default;

void HttpResponseParser::reset() {
  impl_->may_continue = false;
  impl_->renew();
}
ParseStep HttpResponseParser::feed(std::string_view bytes) {
  auto total = std::size_t{0};
  while (true) {
    auto step = feed_parser(*impl_->parser, bytes.substr(total));
    total += step.consumed;
    step.consumed = total;
    auto const interim = step.status == ParseStatus::kDone && impl_->message.status < 200;
    if (!interim) return step;
    if (impl_->message.status == 100) impl_->may_continue = true;
    impl_->renew();
  }
}
ParseStatus HttpResponseParser::finish() {
  auto error = ErrorCode{};
  if (impl_->message.header_done) impl_->parser->put_eof(error);
  return !error && impl_->parser->is_done() ? ParseStatus::kDone : ParseStatus::kMalformed;
}
bool HttpResponseParser::may_continue() const {
  return impl_->may_continue;
}
int HttpResponseParser::status() const {
  return impl_->message.status;
}
std::string HttpResponseParser::take_body() {
  return std::exchange(impl_->message.body, {});
}
std::string_view HttpResponseParser::server_timing() const {
  return impl_->message.server_timing;
}
bool HttpResponseParser::keep_alive() const {
  return impl_->parser->keep_alive();
}

}  // namespace kazasu::adapters
