// Bodies that go to a service in pieces: what the service gets, and what senders must keep to.
#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

#include "emulators/adapters/http/https_connections.h"
#include "tests/adapters/loopback.h"
#include "tests/adapters/upload_service.h"

namespace kazasu::adapters::testing {
namespace {

using namespace std::chrono_literals;

std::string header(std::size_t size, std::string const& fields = "") {
  return "POST /upload HTTP/1.1\r\nHost: a\r\n" + fields + "Content-Length: " + std::to_string(size) +
         "\r\n\r\n";
}
std::string text_of(std::size_t size) {
  auto text = std::string{};
  for (auto i = 0; text.size() < size; ++i) text.append(std::to_string(i)).append(",");
  text.resize(size);
  return text;
}
std::size_t count(std::string_view text, std::string_view what) {
  auto found = std::size_t{0};
  for (auto at = text.find(what); at != std::string_view::npos; at = text.find(what, at + 1)) ++found;
  return found;
}

struct StreamedBody : ::testing::Test {
  void wait_for_the_end(int sinks) const {
    while (log.destroyed != sinks) std::this_thread::yield();
  }

  UploadLog log;
  UploadService service{log};
};

TEST_F(StreamedBody, GoesToTheSinkInPiecesAndTheConnectionGoesOn) {
  auto server = TestServer{{.service = service}};
  auto client = RawTls{server.port()};
  auto const text = text_of(3'000'000);
  client.send(header(text.size()) + text);
  EXPECT_TRUE(client.read_answer().ends_with("/upload 0 3000000"));
  client.send("POST /held HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc");
  EXPECT_TRUE(client.read_answer().ends_with("/held 3 none"));
  client.send(header(0));
  EXPECT_TRUE(client.read_answer().ends_with("/upload 0 0"));
  server.stop();
  EXPECT_EQ(log.text, text);
  EXPECT_LE(log.longest_piece, 16U * 1024);
  EXPECT_EQ(log.opened, 2);
  EXPECT_EQ(log.destroyed, 2);
}

TEST_F(StreamedBody, TheServiceKnowsTheHeadFirst) {
  auto server = TestServer{{.service = service}};
  auto client = RawTls{server.port()};
  client.send(header(1,
                     "Authorization: t\r\nContent-Type: c\r\nOrigin: o\r\nRepr-Digest: r\r\n"
                     "content-digest: x=:AA==:\r\nContent-Digest: y=:BB==:\r\n"));
  while (log.opened == 0) std::this_thread::yield();
  EXPECT_EQ(log.handled, 0);
  client.send("b");
  client.read_answer();
  server.stop();
  EXPECT_EQ(log.head, "POST|/upload|||t|c|a|o|x=:AA==:,y=:BB==:|");
}

TEST_F(StreamedBody, RequestsMayFollowEachOtherAtOnce) {
  auto server = TestServer{{.service = service}};
  auto client = RawTls{server.port()};
  auto const text = text_of(100'000);
  client.send(header(5) + "first" + header(text.size()) + text +
              "POST /held HTTP/1.1\r\nContent-Length: 2\r\n\r\nab" + header(4) + "last" +
              "GET /end HTTP/1.1\r\nConnection: close\r\n\r\n");
  auto const answers = client.read_to_end();
  auto at = std::size_t{0};
  for (auto const* const body :
       {"/upload 0 5HTTP", "/upload 0 100000HTTP", "/held 2 noneHTTP", "/upload 0 4HTTP", "/end 0 none"}) {
    at = answers.find(body, at);
    ASSERT_NE(at, std::string::npos) << body << " in " << answers;
  }
  server.stop();
  EXPECT_EQ(log.text, "first" + text + "last");
  EXPECT_EQ(log.destroyed, 3);
}

TEST_F(StreamedBody, ComesInChunksToo) {
  auto server = TestServer{{.service = service}};
  auto client = RawTls{server.port()};
  auto const text = text_of(0x20000);
  client.send("POST /upload HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2000");
  std::this_thread::sleep_for(5ms);
  client.send("0\r\n" + text + "\r\n1;ext=1\r\nz\r\n0\r\nTrailer: t\r\n\r\n");
  EXPECT_TRUE(client.read_answer().ends_with("/upload 0 131076"));
  server.stop();
  EXPECT_EQ(log.text, "abc" + text + "z");
}

// Before the body, and before the service is asked.
TEST_F(StreamedBody, ADeclaredLengthBeyondTheLimitIsRefusedAtOnce) {
  auto server = TestServer{{.service = service}};
  for (auto const* const fields : {"", "Expect: 100-continue\r\n"}) {
    auto client = RawTls{server.port()};
    client.send(header(service.limit + 1, fields));
    EXPECT_TRUE(client.read_answer().starts_with("HTTP/1.1 413 "));
  }
  server.stop();
  EXPECT_EQ(log.opened, 0);
}

TEST_F(StreamedBody, ChunksBeyondTheLimitAreRefusedWhereTheyPassIt) {
  service.limit = 100'000;
  auto server = TestServer{{.service = service}};
  auto client = RawTls{server.port()};
  client.send("POST /upload HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n186a0\r\n" +
              std::string(100'000, 'x') + "\r\n1\r\nx\r\n0\r\n\r\n");
  EXPECT_TRUE(client.read_to_end().starts_with("HTTP/1.1 413 "));
  server.stop();
  EXPECT_EQ(log.handled, 0);
  EXPECT_EQ(log.opened, 1);
  EXPECT_EQ(log.destroyed, 1);
  EXPECT_LE(log.bytes, 100'000U);
}

TEST_F(StreamedBody, AChunkWithoutAnEndOfItsHeaderIsRefused) {
  auto server = TestServer{{.service = service}};
  auto client = RawTls{server.port()};
  client.send("POST /upload HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1;" + std::string(200'000, 'x'));
  auto const answer = client.read_to_end();
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 431 ") || answer.starts_with("HTTP/1.1 400 ")) << answer;
  server.stop();
  EXPECT_EQ(log.destroyed, 1);
}

TEST_F(StreamedBody, WhoeverExpectsToBeToldIsTold) {
  auto server = TestServer{{.service = service}};
  auto client = RawTls{server.port()};
  client.send("GET /first HTTP/1.1\r\n\r\n" + header(3, "Expect: 100-continue\r\n"));
  auto answers = client.read_answer();
  while (log.opened == 0) std::this_thread::yield();
  std::this_thread::sleep_for(20ms);
  client.send("abc");
  answers += client.read_answer();
  EXPECT_EQ(count(answers, "HTTP/1.1 100 Continue\r\n\r\n"), 1U) << answers;
  EXPECT_TRUE(answers.ends_with("/upload 0 3")) << answers;
}

TEST_F(StreamedBody, WhoeverStandsStillIsTooSlow) {
  auto server = TestServer{{.service = service, .limits = {.pace = {.window = 50ms, .window_bytes = 1000}}}};
  auto client = RawTls{server.port()};
  client.send(header(2000) + std::string(999, 'x'));
  EXPECT_TRUE(client.read_to_end().starts_with("HTTP/1.1 408 "));
  EXPECT_EQ(server.stop().by_status.at(408), 1U);
  EXPECT_EQ(log.handled, 0);
  EXPECT_EQ(log.destroyed, 1);
}

TEST_F(StreamedBody, WhoeverGoesOnMayTakeLongerThanOtherRequests) {
  auto server = TestServer{{.service = service, .limits = {.request = 50ms, .pace = {.window_bytes = 10}}}};
  auto client = RawTls{server.port()};
  client.send(header(50));
  for (auto i = 0; i < 5; ++i) {
    std::this_thread::sleep_for(30ms);
    client.send(std::string(10, 'x'));
  }
  EXPECT_TRUE(client.read_answer().ends_with("/upload 0 50"));
  auto held = RawTls{server.port()};
  held.send("POST /held HTTP/1.1\r\nContent-Length: 2\r\n\r\na");
  EXPECT_TRUE(held.read_to_end().starts_with("HTTP/1.1 408 ")) << "as before";
}

TEST_F(StreamedBody, ABrokenConnectionDropsWhatCame) {
  auto server = TestServer{{.service = service}};
  auto client = RawTls{server.port()};
  client.send(header(1'000'000) + std::string(300'000, 'x'));
  while (log.bytes != 300'000) std::this_thread::yield();
  EXPECT_EQ(log.destroyed, 0);
  client.close();
  wait_for_the_end(1);
  server.stop();
  EXPECT_EQ(log.handled, 0);
}

TEST_F(StreamedBody, TheSinkGoesBeforeTheListener) {
  auto server = std::make_unique<TestServer>(TestServer::Options{.service = service});
  auto client = RawTls{server->port()};
  client.send(header(10) + "x");
  while (log.bytes == 0) std::this_thread::yield();
  server.reset();
  EXPECT_EQ(log.destroyed, 1);
  EXPECT_EQ(client.read_to_end(), "");
}

TEST_F(StreamedBody, ASinkThatFailsIsAServersErrorAndTheEnd) {
  service.breaks_after = 20'000;
  auto server = TestServer{{.service = service}};
  auto client = RawTls{server.port()};
  client.send(header(100'000) + std::string(100'000, 'x'));
  auto const answer = client.read_to_end();
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 500 ")) << answer;
  EXPECT_NE(answer.find("Connection: close"), std::string::npos) << answer;
  EXPECT_EQ(answer.find("canary"), std::string::npos) << answer;
  auto none = RawTls{server.port()};
  none.send("POST /throws HTTP/1.1\r\nContent-Length: 1\r\n\r\n");
  EXPECT_TRUE(none.read_to_end().starts_with("HTTP/1.1 500 "));
  auto good = RawTls{server.port()};
  good.send("GET /good HTTP/1.1\r\n\r\n");
  EXPECT_TRUE(good.read_answer().ends_with("/good 0 none"));
  server.stop();
  EXPECT_EQ(log.handled, 1);
  EXPECT_EQ(log.destroyed, 1);
}

// The sender goes on as fast as it can until the others have been answered.
TEST_F(StreamedBody, AFastSenderLeavesTimeForOthers) {
  service.limit = ~std::uint64_t{0};
  log.keeps_text = false;
  auto server = TestServer{{.service = service}};
  auto served = std::atomic<bool>{false};
  auto fast = RawTls{server.port()};
  auto sender = std::thread{[&] {
    auto const chunk = "40000\r\n" + std::string(0x40000, 'x') + "\r\n";
    fast.send("POST /upload HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n");
    while (!served) fast.send(chunk);
    fast.send("0\r\n\r\n");
  }};
  while (log.bytes < 1'000'000) std::this_thread::yield();
  auto other = RawTls{server.port()};
  for (auto i = 0; i < 20; ++i) {
    other.send("GET /other HTTP/1.1\r\n\r\n");
    EXPECT_TRUE(other.read_answer().ends_with("/other 0 none"));
  }
  served = true;
  sender.join();
  EXPECT_NE(fast.read_answer().find("/upload 0 "), std::string::npos);
}

struct StreamedCall : StreamedBody {
  HttpsConnectionsOptions options(std::uint16_t port) const {
    return {.target = target_at(port),
            .legs = {LegPolicy{}},
            .credentials = [](identity::StationIndex) { return credentials().station("0160109005"); },
            .calendar = [] { return jst(kInside); }};
  }
  HttpReply call(HttpsConnections& connections, BodyPieces pieces) {
    auto upload = HttpCall{.path = "/upload", .content_type = "application/octet-stream"};
    upload.authorization = "token";
    upload.digest = "sha-256=:AAAA:";
    upload.pieces = std::move(pieces);
    auto reply = std::optional<HttpReply>{};
    realtime.engine.spawn(keep(connections.call(std::move(upload), within(realtime, kPatience)), reply));
    realtime.engine.run_until();
    return std::move(*reply);
  }
  static sim::Task<void> keep(sim::Task<HttpReply> call, std::optional<HttpReply>& reply) {
    auto result = co_await std::move(call);
    reply = std::move(result);
  }

  sim::Realtime realtime;
};

TEST_F(StreamedCall, SendsWhatItReadsPieceByPiece) {
  auto server = TestServer{{.service = service, .client_certificates = true}};
  auto connections = HttpsConnections{realtime, options(server.port())};
  auto const text = text_of(1'000'000);
  auto const at = [&](std::uint64_t offset) { return text.substr(offset, 70'000); };
  auto const reply = call(connections, {text.size(), at});
  EXPECT_EQ(reply.delivery, eligibility::Delivery::kDelivered);
  EXPECT_EQ(reply.body, "/upload 0 1000000");
  // Pieces of two bytes; what is beyond the third is not sent.
  auto const again =
      call(connections, {3, [](std::uint64_t offset) { return std::string(2, offset == 0 ? 'a' : 'c'); }});
  EXPECT_EQ(again.body, "/upload 0 3");
  EXPECT_FALSE(again.new_connection);
  server.stop();
  EXPECT_EQ(log.text, text + "aac");
  EXPECT_TRUE(log.head.starts_with("POST|/upload||0160109005|token|application/octet-stream|")) << log.head;
  EXPECT_TRUE(log.head.ends_with("||sha-256=:AAAA:|")) << log.head;
}

TEST_F(StreamedCall, ARefusalIsSeenBeforeTheBodyIsSent) {
  auto server = TestServer{{.service = service, .client_certificates = true}};
  auto connections = HttpsConnections{realtime, options(server.port())};
  auto asked = 0;
  auto const reply = call(connections, {service.limit + 1, [&](std::uint64_t) {
                                          ++asked;
                                          return std::string(100'000, 'x');
                                        }});
  EXPECT_EQ(reply.delivery, eligibility::Delivery::kDelivered);
  EXPECT_EQ(reply.status, 413);
  EXPECT_EQ(asked, 0);
  EXPECT_EQ(call(connections, {1, [](std::uint64_t) { return std::string{"x"}; }}).body, "/upload 0 1");
}

TEST_F(StreamedCall, AServiceMayHoldTheBodyNevertheless) {
  auto held = FunctionService{[](HttpRequestView const& request, eligibility::StageMeter&) {
    return HttpAnswer{.content_type = "text/plain", .body = std::to_string(request.body.size())};
  }};
  auto server = TestServer{{.service = held, .client_certificates = true}};
  auto connections = HttpsConnections{realtime, options(server.port())};
  EXPECT_EQ(call(connections, {60'000, [](std::uint64_t) { return std::string(7000, 'x'); }}).body, "60000");
}

// The sink is opened, and "100 Continue" sent, only when the client has lost patience.
TEST_F(StreamedCall, AServerThatDoesNotSayContinueGetsTheBodyNevertheless) {
  struct Late final : HttpService {
    std::unique_ptr<BodySink> open_body(HttpRequestView const&, sim::Instant) override {
      while (asked == 0) std::this_thread::yield();
      return std::make_unique<DroppedBody>();
    }
    HttpAnswer handle(HttpRequestView const& request, sim::Instant, eligibility::StageMeter&) override {
      return {.content_type = "text/plain", .body = std::to_string(request.streamed)};
    }
    std::atomic<int> asked = 0;
  };
  auto late = Late{};
  auto server = TestServer{{.service = late, .client_certificates = true}};
  auto connections = HttpsConnections{realtime, options(server.port())};
  auto const reply = call(connections, {20'000, [&](std::uint64_t) {
                                          ++late.asked;
                                          return std::string(10'000, 'x');
                                        }});
  EXPECT_EQ(reply.body, "20000");
}

TEST_F(StreamedCall, ABodyThatIsShorterThanPromisedReachesNobody) {
  auto server = TestServer{{.service = service, .client_certificates = true}};
  auto connections = HttpsConnections{realtime, options(server.port())};
  auto const reply =
      call(connections,
           {5, [](std::uint64_t offset) { return offset == 0 ? std::string{"abc"} : std::string{}; }});
  EXPECT_EQ(reply.delivery, eligibility::Delivery::kUnreachable);
  server.stop();
  EXPECT_EQ(log.handled, 0);
}

}  // namespace
}  // namespace kazasu::adapters::testing
