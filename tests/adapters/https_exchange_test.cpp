// Client and server together over loopback.
#include <gtest/gtest.h>

#include <chrono>
#include <thread>
#include <vector>

#include "tests/adapters/loopback.h"

namespace kazasu::adapters::testing {
namespace {

using eligibility::ConnectionPolicy;
using eligibility::ConsentAnswer;
using eligibility::Delivery;
using eligibility::Outcome;
using eligibility::Reply;
using eligibility::TlsPolicy;
using std::chrono::milliseconds;

constexpr auto kKeptFull = LegPolicy{ConnectionPolicy::kKept, TlsPolicy::kFull};
constexpr auto kKeptResume = LegPolicy{ConnectionPolicy::kKept, TlsPolicy::kResume};
constexpr auto kNewFull = LegPolicy{ConnectionPolicy::kNew, TlsPolicy::kFull};
constexpr auto kNewResume = LegPolicy{ConnectionPolicy::kNew, TlsPolicy::kResume};

class HttpsExchange : public CallTest {};

TEST_F(HttpsExchange, CarriesBothStepsOfTheInternetChannel) {
  auto server = TestServer{{.service = reception}};
  auto port = make_https_reception(realtime, reception_options(server.port()));
  auto const first = consent_at(*port);
  ASSERT_EQ(first.delivery, Delivery::kDelivered);
  EXPECT_EQ(first.answer.outcome, Outcome::kAccepted);
  EXPECT_EQ(first.answer.session, "visit31");
  EXPECT_EQ(first.answer.nonce, std::string(32, '\x7f'));

  auto request = eligibility::AuthenticationRequest{.reception_token = "0123",
                                                    .session = first.answer.session,
                                                    .certificate = "certificate",
                                                    .signature = std::string("\0\1", 2)};
  auto const second = run_call(realtime, port->authenticate({}, request, within(realtime, kPatience)));
  ASSERT_EQ(second.delivery, Delivery::kDelivered);
  EXPECT_EQ(second.answer.outcome, Outcome::kAccepted);
  EXPECT_EQ(second.answer.number, "00000000000000000042");
  EXPECT_TRUE(second.answer.expires_soon);
  EXPECT_FALSE(second.answer.eligibility_only);
  EXPECT_GT(second.server.signature.count(), 0);
  EXPECT_EQ(second.server.lookup.count(), 0);
}

TEST_F(HttpsExchange, CarriesRefusalsWithTheirOwnStatus) {
  auto server = TestServer{{.service = reception}};
  auto port = make_https_reception(realtime, reception_options(server.port()));
  auto request = full_consent();
  request.reception_token = "nobody/../%";
  auto const reply = run_call(realtime, port->submit_consent({}, request, within(realtime, kPatience)));
  ASSERT_EQ(reply.delivery, Delivery::kDelivered);
  EXPECT_EQ(reply.answer.outcome, Outcome::kUnknownInstitution);
  port->close_all();
  EXPECT_EQ(server.stop().by_status.at(404), 1U);
}

TEST_F(HttpsExchange, TimesAddUpAndTheServerIsPartOfTheExchange) {
  auto server = TestServer{{.service = reception}};
  auto port = make_https_reception(realtime, reception_options(server.port()));
  for (auto i = 0; i < 20; ++i) {
    auto const before = realtime.engine.now();
    auto const reply = consent_at(*port);
    auto const after = realtime.engine.now();
    EXPECT_LE(reply.connect + reply.exchange, after - before);
    EXPECT_GT(reply.exchange.count(), 0);
    EXPECT_EQ(reply.connect.count() > 0, reply.new_connection);
    EXPECT_LE(reply.server.total(), reply.exchange);
    EXPECT_GT(reply.server.queue.count(), 0);
    EXPECT_GT(reply.server.registration.count(), 0);
    EXPECT_EQ(reply.server.signature.count(), 0);
  }
}

TEST_F(HttpsExchange, KeepsOneConnectionPerStationAndLeg) {
  auto server = TestServer{{.service = reception}};
  auto port = make_https_reception(realtime, reception_options(server.port(), kKeptFull));
  EXPECT_TRUE(consent_at(*port, 1).new_connection);
  EXPECT_FALSE(consent_at(*port, 1).new_connection);
  EXPECT_TRUE(consent_at(*port, 2).new_connection);
  EXPECT_FALSE(consent_at(*port, 1).new_connection);
  auto const app = run_call(
      realtime, port->authenticate({.station = 1}, {.reception_token = "0123"}, within(realtime, kPatience)));
  EXPECT_TRUE(app.new_connection);
  EXPECT_EQ(port->page().connections, 2U);
  EXPECT_EQ(port->page().delivered, 4U);
  EXPECT_EQ(port->app().connections, 1U);
  EXPECT_EQ(server.stop().connections, 3U);
}

TEST_F(HttpsExchange, NewConnectionsResumeTheStationsOwnSession) {
  auto server = TestServer{{.service = reception}};
  auto port = make_https_reception(realtime, reception_options(server.port(), kNewResume));
  EXPECT_FALSE(consent_at(*port, 1).resumed);
  EXPECT_FALSE(consent_at(*port, 2).resumed);
  for (auto i = 0; i < 10; ++i) {
    auto const reply = consent_at(*port, 1);
    EXPECT_TRUE(reply.new_connection);
    EXPECT_TRUE(reply.resumed);
  }
  EXPECT_EQ(port->page().resumed, 10U);
  auto const counters = server.stop();
  EXPECT_EQ(counters.handshakes, 12U);
  EXPECT_EQ(counters.resumed, 10U);
}

TEST_F(HttpsExchange, FullHandshakesNeverResume) {
  auto server = TestServer{{.service = reception}};
  auto port = make_https_reception(realtime, reception_options(server.port(), kNewFull));
  for (auto i = 0; i < 3; ++i) EXPECT_FALSE(consent_at(*port).resumed);
  EXPECT_EQ(server.stop().resumed, 0U);
}

TEST_F(HttpsExchange, ReplacesAKeptConnectionTheServerClosedAndResumesItsSession) {
  auto server = TestServer{{.service = reception, .limits = {.idle = milliseconds{30}}}};
  auto port = make_https_reception(realtime, reception_options(server.port(), kKeptResume));
  ASSERT_TRUE(consent_at(*port).new_connection);
  std::this_thread::sleep_for(milliseconds{300});
  auto const reply = consent_at(*port);
  EXPECT_EQ(reply.delivery, Delivery::kDelivered);
  EXPECT_TRUE(reply.new_connection);
  EXPECT_TRUE(reply.resumed);
  EXPECT_GT(reply.connect.count(), 0);
  EXPECT_EQ(port->page().reconnects, 1U);
}

TEST_F(HttpsExchange, ReturnsByTheDeadline) {
  auto slow = FunctionService{[](auto const&, auto&) {
    std::this_thread::sleep_for(milliseconds{300});
    return HttpAnswer{.status = 200};
  }};
  auto server = TestServer{{.service = slow}};
  auto port = make_https_reception(realtime, reception_options(server.port()));
  auto const reply =
      run_call(realtime, port->submit_consent({}, full_consent(), within(realtime, milliseconds{60})));
  EXPECT_EQ(reply.delivery, Delivery::kTimedOut);
  EXPECT_EQ(port->page().timed_out, 1U);
  auto const late = run_call(realtime, port->submit_consent({}, full_consent(), realtime.engine.now()));
  EXPECT_EQ(late.delivery, Delivery::kTimedOut);
  EXPECT_EQ(late.exchange.count(), 0);
}

TEST_F(HttpsExchange, ATimedOutConnectionIsNotUsedAgain) {
  auto calls = std::atomic<int>{0};
  auto service = FunctionService{[&](HttpRequestView const& request, eligibility::StageMeter& meter) {
    if (calls++ == 1) std::this_thread::sleep_for(milliseconds{150});
    return reception.handle(request, {}, meter);
  }};
  auto server = TestServer{{.service = service}};
  auto port = make_https_reception(realtime, reception_options(server.port()));
  EXPECT_EQ(consent_at(*port).delivery, Delivery::kDelivered);
  auto const slow =
      run_call(realtime, port->submit_consent({}, full_consent(), within(realtime, milliseconds{40})));
  EXPECT_EQ(slow.delivery, Delivery::kTimedOut);
  auto const next = consent_at(*port);
  EXPECT_EQ(next.delivery, Delivery::kDelivered);
  EXPECT_TRUE(next.new_connection);
}

TEST_F(HttpsExchange, AServerThatIsGoneIsUnreachable) {
  auto server = TestServer{{.service = reception}};
  auto port = make_https_reception(realtime, reception_options(server.port()));
  EXPECT_EQ(consent_at(*port).delivery, Delivery::kDelivered);
  server.stop();
  EXPECT_EQ(consent_at(*port).delivery, Delivery::kUnreachable);
  EXPECT_EQ(consent_at(*port, 5).delivery, Delivery::kUnreachable);
  EXPECT_EQ(port->page().unreachable, 2U);
}

TEST_F(HttpsExchange, WhatIsNotOfTheProtocolIsNotUnderstood) {
  for (auto const& answer :
       {HttpAnswer{200, "application/json", "hello"},
        HttpAnswer{200, "application/json", "{\"outcome\": \"odd\"}"}, HttpAnswer{500, "text/plain", "{}"},
        HttpAnswer{302, "", ""}, HttpAnswer{200, "", ""}}) {
    auto service = FunctionService{[&answer](auto const&, auto&) { return answer; }};
    auto server = TestServer{{.service = service}};
    auto port = make_https_reception(realtime, reception_options(server.port()));
    EXPECT_EQ(consent_at(*port).delivery, Delivery::kNotUnderstood) << answer.status << answer.body;
    EXPECT_EQ(port->page().not_understood, 1U);
    EXPECT_EQ(port->page().delivered, 0U);
  }
}

TEST_F(HttpsExchange, AnExceptionInTheServiceIsStatus500) {
  auto service =
      FunctionService{[](auto const&, auto&) -> HttpAnswer { throw std::logic_error{"unexpected"}; }};
  auto server = TestServer{{.service = service}};
  auto port = make_https_reception(realtime, reception_options(server.port()));
  EXPECT_EQ(consent_at(*port).delivery, Delivery::kNotUnderstood);
  EXPECT_EQ(consent_at(*port).delivery, Delivery::kNotUnderstood);
  port->close_all();
  EXPECT_EQ(server.stop().by_status.at(500), 2U);
}

TEST_F(HttpsExchange, ServesManyCallsAtOnceFromManyStationsAndFromOne) {
  auto server = TestServer{{.service = reception}};
  auto port = make_https_reception(realtime, reception_options(server.port()));
  for (auto const same : {false, true}) {
    auto replies = std::vector<std::optional<Reply<ConsentAnswer>>>(64);
    for (auto i = std::uint32_t{0}; i < 64; ++i) {
      auto call =
          port->submit_consent({.station = same ? 0 : i}, full_consent(), within(realtime, kPatience));
      realtime.engine.spawn(keep_reply(std::move(call), replies[i]));
    }
    realtime.engine.run_until();
    for (auto const& reply : replies) {
      ASSERT_TRUE(reply);
      EXPECT_EQ(reply->delivery, Delivery::kDelivered);
      EXPECT_EQ(reply->answer.session, "visit31");
    }
  }
  EXPECT_EQ(port->page().delivered, 128U);
}

TEST_F(HttpsExchange, LongMessagesPassInBothDirections) {
  auto service = FunctionService{[](HttpRequestView const& request, auto&) {
    return HttpAnswer{200, "application/json",
                      "{\"outcome\": \"accepted\", \"nonce\": \"\", \"session\": \"" +
                          std::string(600'000, 'x') + std::to_string(request.body.size()) + "\"}"};
  }};
  auto server = TestServer{{.service = service}};
  auto port = make_https_reception(realtime, reception_options(server.port()));
  EXPECT_EQ(consent_at(*port).answer.session.size(), 600'003U);
}

sim::Task<void> close_later(sim::Realtime& realtime, HttpsReceptionPort& port) {
  co_await realtime.engine.sleep_for(milliseconds{50});
  port.close_all();
}

TEST_F(HttpsExchange, ClosingAllEndsTheCallsUnderWay) {
  auto slow = FunctionService{[](auto const&, auto&) {
    std::this_thread::sleep_for(milliseconds{400});
    return HttpAnswer{.status = 200};
  }};
  auto server = TestServer{{.service = slow}};
  auto port = make_https_reception(realtime, reception_options(server.port()));
  realtime.engine.spawn(close_later(realtime, *port));
  EXPECT_EQ(consent_at(*port).delivery, Delivery::kUnreachable);
  EXPECT_EQ(consent_at(*port).delivery, Delivery::kUnreachable);
}

// Whatever dies first, frames in flight must not be left with dangling references (ASan tells).
TEST_F(HttpsExchange, TeardownWithCallsUnderWay) {
  auto slow = FunctionService{[](auto const&, auto&) {
    std::this_thread::sleep_for(milliseconds{50});
    return HttpAnswer{.status = 200};
  }};
  for (auto const port_first : {true, false}) {
    auto server = TestServer{{.service = slow}};
    auto replies = std::vector<std::optional<Reply<ConsentAnswer>>>(8);
    auto world = std::make_unique<sim::Realtime>();
    auto port = make_https_reception(*world, reception_options(server.port()));
    for (auto i = std::uint32_t{0}; i < 8; ++i) {
      auto call = port->submit_consent({.station = i}, full_consent(), within(*world, kPatience));
      world->engine.spawn(keep_reply(std::move(call), replies[i]));
    }
    world->engine.run_until(world->engine.now() + milliseconds{20});
    if (port_first) port.reset();
    if (port_first) world->engine.run_until(world->engine.now() + milliseconds{5});
    if (!port_first) port->close_all();
    if (!port_first) port.reset();
    world.reset();
  }
}

}  // namespace
}  // namespace kazasu::adapters::testing
