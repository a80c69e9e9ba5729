#include "emulators/adapters/http/http_parser.h"

#include <gtest/gtest.h>

namespace kazasu::adapters {
namespace {

// Offers `text` in pieces of `size` bytes, as a socket would; unread bytes come again with the next piece.
template <class Parser>
ParseStatus feed_in_pieces(Parser& parser, std::string_view text, std::size_t size) {
  auto unread = std::string{};
  auto status = ParseStatus::kNeedMore;
  while (status == ParseStatus::kNeedMore && !text.empty()) {
    unread.append(text.substr(0, size));
    text.remove_prefix(std::min(size, text.size()));
    auto const step = parser.feed(unread);
    unread.erase(0, step.consumed);
    status = step.status;
  }
  return status;
}

TEST(HttpRequestParser, ReadsRequestsHoweverTheyAreCut) {
  auto parser = HttpRequestParser{100};
  for (auto const size : {std::size_t{1}, std::size_t{2}, std::size_t{7}, std::size_t{1000}}) {
    parser.reset();
    auto const text =
        "PUT /calendar?x HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer t\r\nContent-Length: 5\r\n\r\nhello";
    ASSERT_EQ(feed_in_pieces(parser, text, size), ParseStatus::kDone);
    EXPECT_EQ(parser.method(), "PUT");
    EXPECT_EQ(parser.target(), "/calendar?x");
    EXPECT_EQ(parser.authorization(), "Bearer t");
    EXPECT_EQ(parser.body(), "hello");
    EXPECT_TRUE(parser.keep_alive());
  }
}

TEST(HttpRequestParser, GivesTheBodyInPiecesWithinOneLimit) {
  auto parser = HttpRequestParser{5};
  auto unread = std::string{};
  auto const feed = [&](std::string_view text) {
    auto const step = parser.feed(unread.append(text));
    unread.erase(0, step.consumed);
    return step.status;
  };
  EXPECT_FALSE(parser.has_header());
  EXPECT_EQ(feed("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nRepr-Digest: r\r\n\r\n3\r\nab"),
            ParseStatus::kNeedMore);
  EXPECT_TRUE(parser.has_header());
  EXPECT_EQ(parser.digest(), "r");
  EXPECT_EQ(parser.body(), "ab");
  parser.clear_body();
  EXPECT_EQ(feed("c\r\n"), ParseStatus::kNeedMore);
  EXPECT_EQ(parser.body(), "c");
  parser.clear_body();
  EXPECT_EQ(feed("3\r\ndef\r\n0\r\n\r\n"), ParseStatus::kBodyTooLarge);
  parser.reset();
  EXPECT_FALSE(parser.has_header());
  EXPECT_EQ(parser.digest(), "");
}

TEST(HttpRequestParser, LeavesTheNextRequestAlone) {
  auto parser = HttpRequestParser{100};
  auto const first = std::string{"GET /a HTTP/1.1\r\n\r\n"};
  auto const step = parser.feed(first + "GET /b HTTP/1.1\r\n\r\n");
  EXPECT_EQ(step.status, ParseStatus::kDone);
  EXPECT_EQ(step.consumed, first.size());
  EXPECT_EQ(parser.body(), "");
}

TEST(HttpRequestParser, KnowsWhoWantsToClose) {
  for (auto const* text : {"GET / HTTP/1.0\r\n\r\n", "GET / HTTP/1.1\r\nConnection: close\r\n\r\n"}) {
    auto parser = HttpRequestParser{100};
    ASSERT_EQ(parser.feed(text).status, ParseStatus::kDone);
    EXPECT_FALSE(parser.keep_alive());
  }
}

TEST(HttpRequestParser, NamesTheLimitThatWasPassed) {
  auto body = HttpRequestParser{4};
  EXPECT_EQ(body.feed("POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\n").status, ParseStatus::kBodyTooLarge);
  auto header = HttpRequestParser{4};
  auto const text = "GET / HTTP/1.1\r\nA: " + std::string(kHttpHeaderLimit, 'x');
  EXPECT_EQ(feed_in_pieces(header, text, 1000), ParseStatus::kHeaderTooLarge);
}

TEST(HttpRequestParser, AnyBytesEndInAStatus) {
  auto seed = std::uint32_t{1};
  for (auto turn = 0; turn < 2000; ++turn) {
    auto text = std::string{
        "POST /x HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"};
    for (auto change = 0; change < 3; ++change) {
      seed = seed * 1664525U + 1013904223U;
      text[(seed >> 8) % text.size()] = static_cast<char>(seed >> 24);
    }
    auto parser = HttpRequestParser{64};
    feed_in_pieces(parser, text, 1 + seed % 50);
  }
}

TEST(HttpResponseParser, ReadsAnswersAndTheirTiming) {
  auto parser = HttpResponseParser{100};
  for (auto const size : {std::size_t{1}, std::size_t{1000}}) {
    parser.reset();
    auto const text =
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 503 Busy\r\nserver-timing: queue;dur=1\r\n"
        "Server-Timing: lookup;dur=2\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n1\r\nd\r\n0\r\n\r\n";
    ASSERT_EQ(feed_in_pieces(parser, text, size), ParseStatus::kDone);
    EXPECT_TRUE(parser.may_continue());
    EXPECT_EQ(parser.status(), 503);
    EXPECT_EQ(parser.server_timing(), "queue;dur=1,lookup;dur=2");
    EXPECT_EQ(parser.take_body(), "abcd");
    EXPECT_TRUE(parser.keep_alive());
  }
}

TEST(HttpResponseParser, ABodyMayEndWithTheConnection) {
  auto parser = HttpResponseParser{100};
  EXPECT_EQ(parser.feed("HTTP/1.1 200 OK\r\n\r\nabc").status, ParseStatus::kNeedMore);
  EXPECT_EQ(parser.feed("def").status, ParseStatus::kNeedMore);
  EXPECT_EQ(parser.finish(), ParseStatus::kDone);
  EXPECT_EQ(parser.take_body(), "abcdef");
  EXPECT_FALSE(parser.keep_alive());
}

TEST(HttpResponseParser, ATruncatedAnswerIsMalformed) {
  for (auto const* text : {"", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nabc"}) {
    auto parser = HttpResponseParser{100};
    EXPECT_EQ(parser.feed(text).status, ParseStatus::kNeedMore);
    EXPECT_EQ(parser.finish(), ParseStatus::kMalformed) << text;
  }
}

}  // namespace
}  // namespace kazasu::adapters
