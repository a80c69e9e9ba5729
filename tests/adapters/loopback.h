// Both ends of the HTTP surface on loopback: a server thread, test credentials, calls from an engine.
#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "emulators/adapters/http/https_client.h"
#include "emulators/adapters/http/server_loop.h"
#include "emulators/adapters/services/closed_line_http.h"
#include "emulators/adapters/services/reception_service_http.h"
#include "emulators/identity/tls_certificate.h"
#include "sim/realtime.h"

namespace kazasu::adapters::testing {

sim::Instant jst(char const* iso);

// A server CA, a station CA and what they issue, all valid in 2024 and 2025 only: whoever reads the wall
// clock by accident finds them expired.
struct Credentials {
  Credentials();
  ClientCredential station(std::string_view institution_code) const;

  identity::CertifiedKey server_ca;
  identity::CertifiedKey station_ca;
  identity::CertifiedKey other_ca;
  std::string server_ca_pem, station_ca_pem, other_ca_pem, server_pem, server_key_pem;
};
Credentials const& credentials();
inline constexpr auto kInside = "2024-12-02T08:30:00+09:00";
inline constexpr auto kAfterExpiry = "2026-06-01T00:00:00+09:00";

// A listener and its thread; the loop ends on destruction.
class TestServer {
 public:
  struct Options {
    HttpService& service;
    bool client_certificates = false;
    std::string now = kInside;
    ServerLimits limits{};
    std::uint16_t port = 0;
  };
  explicit TestServer(Options options);
  ~TestServer();
  TestServer(TestServer const&) = delete;
  TestServer& operator=(TestServer const&) = delete;

  std::uint16_t port() const { return port_; }
  // Ends the loop first, so that nothing counts on meanwhile.
  ServerCounters stop();

 private:
  ServerLoop loop_;
  HttpListener* listener_ = nullptr;
  std::uint16_t port_ = 0;
  std::thread thread_;
};

// Answers with whatever it is told to.
struct FunctionService final : HttpService {
  using Function = std::function<HttpAnswer(HttpRequestView const&, eligibility::StageMeter&)>;
  explicit FunctionService(Function answer) : function(std::move(answer)) {}
  HttpAnswer handle(HttpRequestView const& request, sim::Instant, eligibility::StageMeter& meter) override {
    return function(request, meter);
  }
  Function function;
};

// Reception with one institution, token "0123", whose visits are named after the consents they carry.
ReceptionHandlers simple_reception();
// Closed line whose answers repeat what was asked; texts are "n;<code>;<after>" and "i;<code>;<number>".
ClosedLineHandlers simple_closed_line();
ClosedLineServerCodec simple_server_codec();
ClosedLineClientCodec simple_client_codec();

HttpsTarget target_at(std::uint16_t port);
HttpsReceptionOptions reception_options(std::uint16_t port, LegPolicy policy = {});
HttpsEligibilityOptions eligibility_options(std::uint16_t port, LegPolicy policy = {});

// Runs one call to its end.
template <class Answer>
sim::Task<void> keep_reply(sim::Task<eligibility::Reply<Answer>> call,
                           std::optional<eligibility::Reply<Answer>>& reply) {
  auto result = co_await std::move(call);
  reply = std::move(result);
}
template <class Answer>
eligibility::Reply<Answer> run_call(sim::Realtime& realtime, sim::Task<eligibility::Reply<Answer>> call) {
  auto reply = std::optional<eligibility::Reply<Answer>>{};
  realtime.engine.spawn(keep_reply(std::move(call), reply));
  realtime.engine.run_until();
  return std::move(*reply);
}
inline sim::TimePoint within(sim::Realtime& realtime, std::chrono::milliseconds time) {
  return realtime.engine.now() + time;
}

// What tests with calls have: services, an engine and a patience that no healthy call reaches.
inline constexpr auto kPatience = std::chrono::seconds{20};

eligibility::ConsentRequest full_consent();

class CallTest : public ::testing::Test {
 protected:
  eligibility::Reply<eligibility::ConsentAnswer> consent_at(HttpsReceptionPort& port,
                                                            identity::StationIndex station = 0);

  ReceptionServiceHttp reception{simple_reception()};
  ClosedLineHttp closed_line{simple_closed_line(), simple_server_codec()};
  sim::Realtime realtime;
};

// A blocking client for what a proper client would not send.
class RawTls {
 public:
  explicit RawTls(std::uint16_t port, int highest_version = 0, RawTls* resume = nullptr);
  ~RawTls();
  RawTls(RawTls const&) = delete;
  RawTls& operator=(RawTls const&) = delete;

  bool connected() const { return connected_; }
  bool resumed() const;
  void send(std::string_view bytes);
  // Until the server closes, or until an answer with a Content-Length is complete.
  std::string read_answer();
  std::string read_to_end();
  // Closes the connection and keeps its session.
  void close();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
  bool connected_ = false;
};

}  // namespace kazasu::adapters::testing
