// The eligibility system's client for certificate status, on the same thread as the responder it asks.
#include "emulators/adapters/ocsp/ocsp_client.h"

#include <gtest/gtest.h>

#include <atomic>
#include <boost/asio/post.hpp>
#include <future>
#include <thread>

#include "emulators/adapters/http/later_answer.h"
#include "emulators/adapters/http/server_loop.h"
#include "emulators/adapters/ocsp/ocsp_http.h"
#include "sim/realtime.h"
#include "tests/adapters/ocsp_world.h"

namespace kazasu::adapters::testing {
namespace {

using namespace std::chrono_literals;
using eligibility::CertificateStatus;
using eligibility::ResponderConduct;
using eligibility::StatusVerdict;

// The responder, unless a test puts another answer in its place.
struct Switch final : HttpService {
  explicit Switch(OcspResponder& responder) : http(responder) {}
  HttpAnswer handle(HttpRequestView const& request, sim::Instant now,
                    eligibility::StageMeter& meter) override {
    return instead ? instead() : http.handle(request, now, meter);
  }
  OcspHttp http;
  std::function<HttpAnswer()> instead;
};

class OcspClientTest : public ::testing::Test {
 protected:
  // Short, but a healthy answer takes far less even on a busy machine.
  void start(std::chrono::milliseconds patience = 20s, ServerLimits limits = {}) {
    listener_ = &loop_.listen(PlainListenerOptions{
        .name = "ocsp", .service = service_, .calendar = [this] { return now_.load(); }, .limits = limits});
    client_ = std::make_unique<OcspClient>(loop_.realtime(),
                                           OcspClientOptions{.port = listener_->port(),
                                                             .card_ca_pem = ocsp_pki().card_ca_pem(),
                                                             .calendar = [this] { return now_.load(); },
                                                             .patience = patience});
    thread_ = std::thread{[this] { loop_.run(200ms); }};
  }
  ~OcspClientTest() override { finish(); }

  void finish() {
    if (!thread_.joinable()) return;
    loop_.request_stop();
    thread_.join();
  }
  // On the loop's thread, to its end.
  void on_loop(std::function<void()> const& action) {
    auto done = std::promise<void>{};
    boost::asio::post(loop_.realtime().io, [&] {
      action();
      done.set_value();
    });
    done.get_future().wait();
  }
  CertificateStatus ask(std::uint32_t serial = kSerial) {
    auto answered = std::promise<CertificateStatus>{};
    on_loop([&] {
      client_->ask(serial, now_, [&](CertificateStatus const& status) { answered.set_value(status); });
    });
    return answered.get_future().get();
  }
  void set(eligibility::ResponderState const& state) {
    on_loop([&] { world_.rules.set(state); });
  }

  OcspWorld world_;
  std::atomic<sim::Instant> now_ = kOcspNow;
  Switch service_{world_.responder};
  ServerLoop loop_;
  std::unique_ptr<OcspClient> client_;
  HttpListener* listener_ = nullptr;
  std::thread thread_;
};

TEST_F(OcspClientTest, AsksOnceAndKeepsConnectionAndAnswer) {
  start();
  EXPECT_EQ(ask(), CertificateStatus{});
  EXPECT_EQ(ask(), CertificateStatus{});
  set({.conduct = ResponderConduct::kRevoked, .since = kOcspNow});
  EXPECT_EQ(ask(), CertificateStatus{}) << "the answer holds until its nextUpdate";
  EXPECT_EQ(ask(kSerial + 1).verdict, StatusVerdict::kRevoked);
  now_ = kOcspNow + 60s;
  EXPECT_EQ(ask().verdict, StatusVerdict::kRevoked);
  finish();
  auto const& counters = client_->counters();
  EXPECT_EQ(counters.questions, 5U);
  EXPECT_EQ(counters.from_cache, 2U);
  EXPECT_EQ(counters.exchanges, 3U);
  EXPECT_EQ(counters.connections, 1U);
  EXPECT_EQ(counters.by_trust[static_cast<std::size_t>(OcspTrust::kTrusted)], 3U);
}

TEST_F(OcspClientTest, ManyWhoAskAboutOneCertificateShareTheQuestion) {
  start();
  auto answers = std::atomic<int>{0};
  auto all = std::promise<void>{};
  on_loop([&] {
    for (auto i = 0; i < 20; ++i) {
      client_->ask(kSerial, now_, [&](CertificateStatus const& status) {
        EXPECT_EQ(status, CertificateStatus{});
        if (++answers == 20) all.set_value();
      });
    }
  });
  all.get_future().wait();
  finish();
  EXPECT_EQ(client_->counters().joined, 19U);
  EXPECT_EQ(world_.responder.counters().requests, 1U);
}

TEST_F(OcspClientTest, FailuresOfTheResponderAreNoAnswer) {
  start();
  set({.conduct = ResponderConduct::kDown});
  EXPECT_EQ(ask(), eligibility::kNoStatus);
  set({.conduct = ResponderConduct::kExpiredResponder});
  EXPECT_EQ(ask(), eligibility::kNoStatus);
  for (auto const& answer :
       {HttpAnswer{.status = 503}, HttpAnswer{.status = 200, .content_type = "text/html", .body = "<html>"},
        HttpAnswer{.status = 200, .body = std::string(100'000, 'x')}}) {
    on_loop([&] { service_.instead = [answer] { return answer; }; });
    EXPECT_EQ(ask(), eligibility::kNoStatus);
  }
  on_loop([&] { service_.instead = nullptr; });
  set({});
  EXPECT_EQ(ask(), CertificateStatus{}) << "a failure is not kept";
  finish();
  auto const& counters = client_->counters();
  EXPECT_EQ(counters.by_trust[static_cast<std::size_t>(OcspTrust::kSignerExpired)], 1U);
  EXPECT_EQ(counters.by_trust[static_cast<std::size_t>(OcspTrust::kMalformed)], 1U);
  EXPECT_EQ(counters.unreachable, 3U) << "down, status 503, and an answer without end";
}

TEST_F(OcspClientTest, ASlowResponderIsWaitedForWithinThePatience) {
  start(2s);
  set({.conduct = ResponderConduct::kSlow, .delay = 60s});
  EXPECT_EQ(ask(), eligibility::kNoStatus);
  set({.conduct = ResponderConduct::kSlow, .delay = 1ms});
  EXPECT_EQ(ask(), CertificateStatus{});
  finish();
  EXPECT_EQ(client_->counters().timed_out, 1U);
}

TEST_F(OcspClientTest, AConnectionThatTheResponderClosedIsReplaced) {
  start(20s, {.idle = 1ms});
  EXPECT_EQ(ask(), CertificateStatus{});
  auto open = std::uint64_t{1};
  while (open != 0) on_loop([&] { open = listener_->counters().open; });
  EXPECT_EQ(ask(kSerial + 1), CertificateStatus{});
  finish();
  EXPECT_EQ(client_->counters().connections, 2U);
  EXPECT_EQ(client_->counters().unreachable, 0U);
}

TEST_F(OcspClientTest, AnAnswerMayComeLaterOrNever) {
  start(20s, {.later = 500ms});
  auto later = std::make_shared<LaterAnswer>();
  auto const der = world_.responder.answer(world_.verifier.request_for(kSerial), kOcspNow).der;
  on_loop([&] {
    service_.instead = [&] {
      boost::asio::post(loop_.realtime().io, [&] {
        later->complete([&](sim::Instant, eligibility::StageMeter&) { return HttpAnswer{.body = der}; });
      });
      return HttpAnswer{.later = later};
    };
  });
  EXPECT_EQ(ask(), CertificateStatus{});
  on_loop([&] { service_.instead = [] { return HttpAnswer{.later = std::make_shared<LaterAnswer>()}; }; });
  EXPECT_EQ(ask(kSerial + 1), eligibility::kNoStatus) << "the session gave up with status 503";
  finish();
  EXPECT_EQ(listener_->counters().by_status.at(503), 1U);
}

TEST_F(OcspClientTest, MayBeDestroyedWithQuestionsUnderWay) {
  start();
  set({.conduct = ResponderConduct::kSlow, .delay = 60s});
  auto answered = std::atomic<bool>{false};
  on_loop([&] { client_->ask(kSerial, now_, [&](CertificateStatus const&) { answered = true; }); });
  auto requests = std::uint64_t{0};
  while (requests == 0) on_loop([&] { requests = world_.responder.counters().requests; });
  finish();
  client_.reset();
  EXPECT_FALSE(answered);
}

TEST_F(OcspClientTest, AsksLoopbackOnly) {
  auto options =
      OcspClientOptions{.address = "192.0.2.1", .port = 80, .card_ca_pem = ocsp_pki().card_ca_pem()};
  EXPECT_THROW(OcspClient(loop_.realtime(), options), std::runtime_error);
  options.address = "127.0.0.1";
  options.card_ca_pem = "no certificate";
  EXPECT_THROW(OcspClient(loop_.realtime(), options), std::runtime_error);
}

}  // namespace
}  // namespace kazasu::adapters::testing
