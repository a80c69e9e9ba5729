// Listeners against clients that misbehave, and their ends.
#include "emulators/adapters/http/https_server.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <array>
#include <thread>

#include "emulators/adapters/http/server_timing.h"
#include "tests/adapters/loopback.h"

namespace kazasu::adapters::testing {
namespace {

using std::chrono::milliseconds;

struct Echo : HttpService {
  HttpAnswer handle(HttpRequestView const& request, sim::Instant, eligibility::StageMeter& meter) override {
    meter.lap(eligibility::ServerStage::kLookup);
    return {200, "text/plain",
            std::string{request.method} + " " + std::string{request.target} + " " +
                std::to_string(request.body.size())};
  }
};

std::string post(std::size_t size) {
  return "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(size) + "\r\n\r\n" +
         std::string(size, 'b');
}

TEST(HttpsServer, AnswersWithServerTimingAndKeepsTheConnection) {
  auto echo = Echo{};
  auto server = TestServer{{.service = echo}};
  auto client = RawTls{server.port()};
  ASSERT_TRUE(client.connected());
  for (auto i = 0; i < 3; ++i) {
    client.send("GET /path?q HTTP/1.1\r\nHost: a\r\n\r\n");
    auto const answer = client.read_answer();
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 200 OK\r\n")) << answer;
    EXPECT_TRUE(answer.ends_with("\r\n\r\nGET /path?q 0")) << answer;
    auto const begin = answer.find("Server-Timing: ") + 15;
    auto const share = parse_server_timing(answer.substr(begin, answer.find("\r\n", begin) - begin));
    EXPECT_GT(share.queue.count(), 0);
    EXPECT_GT(share.lookup.count(), 0);
    EXPECT_EQ(share.total(), share.queue + share.lookup);
  }
  client.close();
  EXPECT_EQ(server.stop().requests, 3U);
}

TEST(HttpsServer, ServesPipelinedAndDividedRequests) {
  auto echo = Echo{};
  auto server = TestServer{{.service = echo}};
  auto client = RawTls{server.port()};
  client.send(post(5) + post(7) + "GET /end HTTP/1.1\r\nConnection: close\r\n\r\n");
  auto const answers = client.read_to_end();
  EXPECT_NE(answers.find("POST /x 5HTTP/1.1"), std::string::npos) << answers;
  EXPECT_NE(answers.find("POST /x 7HTTP/1.1"), std::string::npos) << answers;
  EXPECT_NE(answers.find("Connection: close"), std::string::npos) << answers;
  EXPECT_TRUE(answers.ends_with("GET /end 0")) << answers;

  auto slow = RawTls{server.port()};
  for (auto const& part : {"PO", "ST /x HTTP/1.1\r\nContent-Le", "ngth: 4\r\n\r", "\n12", "34"}) {
    slow.send(part);
    std::this_thread::sleep_for(milliseconds{5});
  }
  EXPECT_TRUE(slow.read_answer().ends_with("POST /x 4"));
}

TEST(HttpsServer, TakesBodiesUpToTheLimitAndChunkedOnes) {
  auto echo = Echo{};
  auto server = TestServer{{.service = echo}};
  auto client = RawTls{server.port()};
  client.send(post(64 * 1024));
  EXPECT_TRUE(client.read_answer().ends_with("POST /x 65536"));
  client.send("POST /c HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
  EXPECT_TRUE(client.read_answer().ends_with("POST /c 5"));
  client.send("POST /e HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  std::this_thread::sleep_for(milliseconds{20});
  client.send("ab");
  auto const answer = client.read_answer();
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK")) << answer;
}

TEST(HttpsServer, RefusesBodiesBeyondTheLimit) {
  auto echo = Echo{};
  auto server = TestServer{{.service = echo}};
  for (auto const size : {std::size_t{64} * 1024 + 1, std::size_t{500'000}}) {
    auto client = RawTls{server.port()};
    client.send(post(size));
    auto const answer = client.read_to_end();
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 413 ")) << answer;
  }
  auto chunked = RawTls{server.port()};
  chunked.send("POST /c HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n20000\r\n" + std::string(0x20000, 'x'));
  EXPECT_TRUE(chunked.read_to_end().starts_with("HTTP/1.1 413 "));
}

// Long bodies where the service says so, and nowhere else.
TEST(HttpsServer, TheServiceSaysWhereBodiesMayBeLonger) {
  struct LongEcho final : Echo {
    std::optional<std::uint64_t> body_limit(std::string_view target) const override {
      return target == "/long" ? std::optional<std::uint64_t>{300'000} : std::nullopt;
    }
  };
  auto echo = LongEcho{};
  auto server = TestServer{{.service = echo}};
  auto const send = [&](std::string const& target, std::size_t size) {
    auto client = RawTls{server.port()};
    client.send("POST " + target + " HTTP/1.1\r\nContent-Length: " + std::to_string(size) + "\r\n\r\n" +
                std::string(size, 'x'));
    return client.read_answer();
  };
  EXPECT_TRUE(send("/long", 300'000).ends_with("POST /long 300000"));
  EXPECT_TRUE(send("/long", 300'001).starts_with("HTTP/1.1 413 "));
  EXPECT_TRUE(send("/longer", 70'000).starts_with("HTTP/1.1 413 "));
  auto client = RawTls{server.port()};
  client.send("POST /long HTTP/1.1\r\nContent-Length: 300000\r\n\r\n" + std::string(300'000, 'x'));
  EXPECT_TRUE(client.read_answer().ends_with("POST /long 300000"));
  client.send(post(10));
  EXPECT_TRUE(client.read_answer().ends_with("POST /x 10")) << "the connection serves short ones as before";
}

// An answer that is made in pieces does not keep the others waiting, and long ones arrive whole.
TEST(HttpsServer, ServesOthersBetweenThePiecesOfAnAnswer) {
  struct Pieces final : PiecemealAnswer {
    explicit Pieces(std::string& order) : seen(order) {}
    bool advance(HttpAnswer& answer) override {
      seen += 'p';
      std::this_thread::sleep_for(milliseconds{5});
      answer.body += std::string(100'000, 'x');
      return answer.body.size() == 2'000'000;
    }
    std::string& seen;
  };
  auto seen = std::string{};  // by the server's thread alone, until it ends
  auto service = FunctionService{[&](HttpRequestView const& request, eligibility::StageMeter&) {
    if (request.target == "/pieces") {
      return HttpAnswer{.content_type = "text/plain", .work = std::make_shared<Pieces>(seen)};
    }
    seen += 'o';
    return HttpAnswer{.content_type = "text/plain", .body = "other"};
  }};
  auto server = TestServer{{.service = service}};
  auto slow = RawTls{server.port()};
  auto other = RawTls{server.port()};
  slow.send("GET /pieces HTTP/1.1\r\n\r\n");
  std::this_thread::sleep_for(milliseconds{20});
  other.send("GET /other HTTP/1.1\r\n\r\n");
  EXPECT_TRUE(other.read_answer().ends_with("other"));
  auto const whole = slow.read_answer();
  EXPECT_EQ(whole.size() - whole.find("\r\n\r\n") - 4, 2'000'000U);
  server.stop();
  EXPECT_EQ(std::ranges::count(seen, 'p'), 20);
  EXPECT_LT(seen.find('o'), seen.rfind('p')) << seen;
}

TEST(HttpsServer, APieceThatFailsIsAServersError) {
  struct Failing final : PiecemealAnswer {
    bool advance(HttpAnswer&) override { throw std::runtime_error("within a piece"); }
  };
  auto service = FunctionService{[](HttpRequestView const&, eligibility::StageMeter&) {
    return HttpAnswer{.work = std::make_shared<Failing>()};
  }};
  auto server = TestServer{{.service = service}};
  auto client = RawTls{server.port()};
  client.send("GET / HTTP/1.1\r\n\r\n");
  auto const answer = client.read_answer();
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 500 ")) << answer;
  EXPECT_EQ(answer.find("within a piece"), std::string::npos);
}

TEST(HttpsServer, RefusesWhatIsNotHttp) {
  auto echo = Echo{};
  auto server = TestServer{{.service = echo}};
  for (auto const& text : {std::string{"hello\r\n\r\n"}, std::string{"GET / HTTP/9.9\r\n\r\n"},
                           std::string{"GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n"},
                           std::string{"GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"},
                           std::string{"GET / HTTP/1.1\r\n bad: 1\r\n\r\n"}, std::string(64, '\0')}) {
    auto client = RawTls{server.port()};
    client.send(text);
    EXPECT_TRUE(client.read_to_end().starts_with("HTTP/1.1 400 Bad Request\r\n")) << text;
  }
  auto endless = RawTls{server.port()};
  endless.send("GET / HTTP/1.1\r\nLong: " + std::string(40'000, 'x'));
  EXPECT_TRUE(endless.read_to_end().starts_with("HTTP/1.1 431 "));
  auto good = RawTls{server.port()};
  good.send(post(1));
  EXPECT_TRUE(good.read_answer().ends_with("POST /x 1"));
}

TEST(HttpsServer, EndsSlowRequestsAndIdleConnections) {
  auto echo = Echo{};
  auto server = TestServer{
      {.service = echo,
       .limits = {.handshake = milliseconds{50}, .request = milliseconds{50}, .idle = milliseconds{50}}}};
  auto slow = RawTls{server.port()};
  slow.send("GET / HT");
  EXPECT_TRUE(slow.read_to_end().starts_with("HTTP/1.1 408 "));
  auto idle = RawTls{server.port()};
  EXPECT_EQ(idle.read_to_end(), "");
}

TEST(HttpsServer, ResumesSessionsOfBothTlsVersions) {
  auto echo = Echo{};
  auto server = TestServer{{.service = echo}};
  for (auto const version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    auto first = RawTls{server.port(), version};
    ASSERT_TRUE(first.connected());
    first.send(post(1));
    first.read_answer();
    first.close();
    auto second = RawTls{server.port(), version, &first};
    ASSERT_TRUE(second.connected());
    EXPECT_TRUE(second.resumed());
    second.send(post(2));
    EXPECT_TRUE(second.read_answer().ends_with("POST /x 2"));
  }
  auto const counters = server.stop();
  EXPECT_EQ(counters.handshakes, 4U);
  EXPECT_EQ(counters.resumed, 2U);
}

TEST(HttpsServer, RefusesOldTls) {
  auto echo = Echo{};
  auto server = TestServer{{.service = echo}};
  EXPECT_FALSE((RawTls{server.port(), TLS1_1_VERSION}.connected()));
}

TEST(HttpsServer, SaysThatThePortIsInUse) {
  auto echo = Echo{};
  auto server = TestServer{{.service = echo}};
  try {
    auto const second = TestServer{{.service = echo, .port = server.port()}};
    FAIL() << "two listeners on one port";
  } catch (std::runtime_error const& error) {
    auto const text = std::string{error.what()};
    EXPECT_NE(text.find("127.0.0.1:" + std::to_string(server.port())), std::string::npos) << text;
    EXPECT_NE(text.find("in use"), std::string::npos) << text;
  }
}

TEST(HttpsServer, RefusesOtherThanLoopbackAndUnusableCredentials) {
  auto echo = Echo{};
  auto realtime = sim::Realtime{};
  auto const options = [&echo] {
    return HttpsListenerOptions{.name = "test",
                                .certificate_pem = credentials().server_pem,
                                .key_pem = credentials().server_key_pem,
                                .service = echo,
                                .calendar = [] { return jst(kInside); }};
  };
  auto open = options();
  open.address = "0.0.0.0";
  EXPECT_THROW(listen_https(realtime, open), std::runtime_error);
  auto mixed = options();
  mixed.key_pem = credentials().station("1").key_pem;
  EXPECT_THROW(listen_https(realtime, mixed), std::runtime_error);
  auto garbled = options();
  garbled.certificate_pem = "garbled";
  EXPECT_THROW(listen_https(realtime, garbled), std::runtime_error);
  auto no_ca = options();
  no_ca.client_ca_pem = "garbled";
  EXPECT_THROW(listen_https(realtime, no_ca), std::runtime_error);
}

TEST(HttpsServer, StopLetsThePresentAnswerOut) {
  auto begun = std::atomic<bool>{false};
  auto slow = FunctionService{[&begun](auto const&, auto&) {
    begun = true;
    std::this_thread::sleep_for(milliseconds{80});
    return HttpAnswer{200, "text/plain", "late"};
  }};
  auto server = TestServer{{.service = slow}};
  auto idle = RawTls{server.port()};
  auto client = RawTls{server.port()};
  client.send(post(1));
  while (!begun) std::this_thread::yield();
  auto const counters = server.stop();
  EXPECT_EQ(counters.by_status.at(200), 1U);
  EXPECT_EQ(counters.open, 0U);
  auto const answer = client.read_to_end();
  EXPECT_TRUE(answer.ends_with("late"));
  EXPECT_EQ(idle.read_to_end(), "");
}

TEST(HttpsServer, TeardownWithConnectionsOpen) {
  auto echo = Echo{};
  auto server = std::make_unique<TestServer>(TestServer::Options{.service = echo});
  auto half = RawTls{server->port()};
  half.send("GET / HT");
  std::this_thread::sleep_for(milliseconds{20});
  server.reset();
  EXPECT_EQ(half.read_to_end(), "");
}

// One plain request to a loopback port; everything until the server closes.
std::string plain_exchange(std::uint16_t port, std::string_view request) {
  auto const socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  auto address = sockaddr_in{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  EXPECT_EQ(::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  EXPECT_EQ(::send(socket, request.data(), request.size(), MSG_NOSIGNAL),
            static_cast<ssize_t>(request.size()));
  auto answer = std::string{};
  auto part = std::array<char, 4096>{};
  for (auto got = ssize_t{1}; got > 0; answer.append(part.data(), static_cast<std::size_t>(got))) {
    got = std::max<ssize_t>(::recv(socket, part.data(), part.size(), 0), 0);
  }
  ::close(socket);
  return answer;
}

TEST(PlainServer, ServesWithoutTlsAndIgnoresTlsClients) {
  auto echo = Echo{};
  auto loop = ServerLoop{};
  auto& listener = loop.listen(
      PlainListenerOptions{.name = "admin", .service = echo, .calendar = [] { return jst(kInside); }});
  auto thread = std::thread{[&loop] { loop.run(); }};
  auto const answer = plain_exchange(listener.port(), "GET /health HTTP/1.1\r\nConnection: close\r\n\r\n");
  EXPECT_TRUE(answer.ends_with("GET /health 0")) << answer;
  EXPECT_TRUE(
      plain_exchange(listener.port(), "\x16\x03\x01\x02\x05\x01 nonsense").starts_with("HTTP/1.1 400"));
  EXPECT_FALSE(RawTls{listener.port()}.connected());
  loop.request_stop();
  loop.request_stop();
  thread.join();
}

TEST(HttpsServer, PlainClientsEndInAFailedHandshake) {
  auto echo = Echo{};
  auto server = TestServer{{.service = echo}};
  plain_exchange(server.port(), "GET / HTTP/1.1\r\n\r\n");
  EXPECT_EQ(server.stop().failed_handshakes, 1U);
}

}  // namespace
}  // namespace kazasu::adapters::testing
