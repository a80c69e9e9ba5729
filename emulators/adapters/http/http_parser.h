// Incremental HTTP/1.1 parsing. The one place that knows Beast; no socket here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace kazasu::adapters {

enum class ParseStatus : std::uint8_t { kNeedMore, kDone, kMalformed, kHeaderTooLarge, kBodyTooLarge };

struct ParseStep {
  ParseStatus status = ParseStatus::kNeedMore;
  std::size_t consumed = 0;  // bytes not to be offered again
};

inline constexpr std::size_t kHttpHeaderLimit = std::size_t{16} * 1024;

// One request after another on one connection; buffers are kept between them.
class HttpRequestParser {
 public:
  // The most bytes of a body, by the request's target.
  using BodyLimit = std::function<std::uint64_t(std::string_view target)>;

  explicit HttpRequestParser(std::uint64_t body_limit);
  explicit HttpRequestParser(BodyLimit body_limit);
  ~HttpRequestParser();
  HttpRequestParser(HttpRequestParser const&) = delete;
  HttpRequestParser& operator=(HttpRequestParser const&) = delete;

  // Offers bytes; those not consumed must be offered again together with what follows them.
  ParseStep feed(std::string_view bytes);
  // Makes ready for the next message.
  void reset();

  // Meaningful when done.
  std::string_view method() const;
  std::string_view target() const;
  std::string_view body() const;
  std::string_view authorization() const;
  std::string_view host() const;
  std::string_view origin() const;
  std::string_view content_type() const;
  // Content-Digest, or Repr-Digest where there is none.
  std::string_view digest() const;
  bool keep_alive() const;
  // What is above, but for the body, is known.
  bool has_header() const;
  // Forgets what came of the body so far; more may follow. It counts towards the limit all the same.
  void clear_body();
  // The header is complete and asks for "100 Continue" before its body.
  bool expects_continue() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// The same for answers.
class HttpResponseParser {
 public:
  explicit HttpResponseParser(std::uint64_t body_limit);
  ~HttpResponseParser();
  HttpResponseParser(HttpResponseParser const&) = delete;
  HttpResponseParser& operator=(HttpResponseParser const&) = delete;

  ParseStep feed(std::string_view bytes);
  // The connection ended: kDone for a body that ends with it, kMalformed otherwise.
  ParseStatus finish();
  void reset();

  // "100 Continue" came since reset().
  bool may_continue() const;

  // Meaningful when done.
  int status() const;
  std::string take_body();
  std::string_view server_timing() const;
  bool keep_alive() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace kazasu::adapters
