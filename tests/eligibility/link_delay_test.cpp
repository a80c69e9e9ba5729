#include "emulators/eligibility/link_delay.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "sim/synchronizer.h"

namespace kazasu::eligibility {
namespace {

using namespace std::chrono_literals;
using sim::Duration;
using sim::TimePoint;

sim::Distribution always(Duration value) {
  return sim::Distribution::constant(value);
}

// Answers after the times it was told, or gives up at the deadline.
struct ScriptedPort final : ReceptionPort, EligibilityPort {
  explicit ScriptedPort(sim::Engine& running) : engine(running) {}

  template <class Answer>
  sim::Task<Reply<Answer>> answer(TimePoint deadline) {
    auto reply = Reply<Answer>{};
    reply.new_connection = connect > Duration::zero();
    auto const began = engine.now();
    called = began;
    co_await engine.sleep_until(std::min(began + connect + work, deadline));
    reply.delivery = began + connect + work > deadline ? Delivery::kTimedOut : Delivery::kDelivered;
    reply.connect = std::min(connect, engine.now() - began);
    reply.exchange = engine.now() - began - reply.connect;
    if (reply.delivery == Delivery::kDelivered) {
      reply.answer.outcome = Outcome::kAccepted;
      reply.server.lookup = work;
    }
    co_return reply;
  }
  sim::Task<Reply<ConsentAnswer>> submit_consent(Caller, ConsentRequest, TimePoint deadline) override {
    return answer<ConsentAnswer>(deadline);
  }
  sim::Task<Reply<Registration>> authenticate(Caller, AuthenticationRequest, TimePoint deadline) override {
    return answer<Registration>(deadline);
  }
  sim::Task<Reply<NoticeAnswer>> notices(Caller, NoticeRequest, TimePoint deadline) override {
    return answer<NoticeAnswer>(deadline);
  }
  sim::Task<Reply<InquiryAnswer>> inquire(Caller, InquiryRequest, TimePoint deadline) override {
    return answer<InquiryAnswer>(deadline);
  }

  sim::Engine& engine;
  Duration connect{};
  Duration work = 5ms;
  TimePoint called = sim::kNever;
};

template <class Answer>
sim::Task<void> keep(sim::Task<Reply<Answer>> call, Reply<Answer>& kept) {
  kept = co_await std::move(call);
}

class LinkDelay : public testing::Test {
 protected:
  LinkDelay() {
    links.page.latency = always(10ms);
    links.app.latency = always(20ms);
    links.closed_line.latency = always(1ms);
  }
  template <class Answer>
  Reply<Answer> result_of(sim::Task<Reply<Answer>> call) {
    auto reply = Reply<Answer>{};
    engine.spawn(keep(std::move(call), reply));
    engine.run_until();
    EXPECT_EQ(reply.connect + reply.exchange, engine.now() - sim::kRunStart);
    EXPECT_GE(reply.exchange, reply.server.total());
    return reply;
  }

  Links links;
  sim::FastForward clock;
  sim::Engine engine{clock};
  ScriptedPort inner{engine};
};

TEST_F(LinkDelay, AddsOneWayBeforeAndOneAfter) {
  auto port = ReceptionLinkDelay{engine, inner, links, 1};
  auto const reply = result_of(port.submit_consent({0}, {}, TimePoint{1s}));
  EXPECT_EQ(inner.called, TimePoint{10ms});
  EXPECT_EQ(reply.delivery, Delivery::kDelivered);
  EXPECT_EQ(reply.answer.outcome, Outcome::kAccepted);
  EXPECT_EQ(reply.connect, Duration::zero());
  EXPECT_EQ(reply.exchange, 25ms);
}

TEST_F(LinkDelay, EachLegHasItsOwnLatency) {
  auto port = ReceptionLinkDelay{engine, inner, links, 1};
  EXPECT_EQ(result_of(port.authenticate({0}, {}, TimePoint{1s})).exchange, 45ms);
}

TEST_F(LinkDelay, OfTheClosedLine) {
  auto port = EligibilityLinkDelay{engine, inner, links, 1};
  EXPECT_EQ(result_of(port.inquire({0}, {}, TimePoint{1s})).exchange, 7ms);
}

TEST_F(LinkDelay, ANewConnectionCostsTwoRoundTripsMore) {
  inner.connect = 3ms;
  auto port = ReceptionLinkDelay{engine, inner, links, 1};
  auto const reply = result_of(port.submit_consent({0}, {}, TimePoint{1s}));
  EXPECT_EQ(reply.connect, 43ms);
  EXPECT_EQ(reply.exchange, 25ms);
}

TEST_F(LinkDelay, ARequestThatCannotArriveInTimeIsNotMade) {
  auto port = ReceptionLinkDelay{engine, inner, links, 1};
  auto const reply = result_of(port.submit_consent({0}, {}, TimePoint{10ms}));
  EXPECT_EQ(reply.delivery, Delivery::kTimedOut);
  EXPECT_EQ(inner.called, sim::kNever);
  EXPECT_EQ(reply.exchange, 10ms);
}

TEST_F(LinkDelay, AnAnswerAfterTheDeadlineIsLost) {
  auto port = ReceptionLinkDelay{engine, inner, links, 1};
  auto const reply = result_of(port.submit_consent({0}, {}, TimePoint{24ms}));
  EXPECT_EQ(reply.delivery, Delivery::kTimedOut);
  EXPECT_EQ(reply.answer.outcome, Outcome::kMalformedRequest);
  EXPECT_EQ(reply.server.total(), Duration::zero());
  EXPECT_EQ(engine.now(), TimePoint{24ms});
}

TEST_F(LinkDelay, AnAnswerAtTheDeadlineIsInTime) {
  auto port = ReceptionLinkDelay{engine, inner, links, 1};
  EXPECT_EQ(result_of(port.submit_consent({0}, {}, TimePoint{25ms})).delivery, Delivery::kDelivered);
}

TEST_F(LinkDelay, TheDeadlineMayFallIntoTheSetUp) {
  inner.connect = 3ms;
  auto port = ReceptionLinkDelay{engine, inner, links, 1};
  auto const reply = result_of(port.submit_consent({0}, {}, TimePoint{30ms}));
  EXPECT_EQ(reply.delivery, Delivery::kTimedOut);
  EXPECT_EQ(reply.connect, 15ms);
  EXPECT_EQ(reply.exchange, 15ms);
}

TEST_F(LinkDelay, ATimeOutOfThePortEndsTheCall) {
  auto port = EligibilityLinkDelay{engine, inner, links, 1};
  inner.work = 10s;
  auto const reply = result_of(port.notices({0}, {}, TimePoint{1s}));
  EXPECT_EQ(reply.delivery, Delivery::kTimedOut);
  EXPECT_EQ(engine.now(), TimePoint{1s});
}

TEST_F(LinkDelay, TheLatencyOfACallerDependsOnTheSeedAlone) {
  links.page.latency = sim::Distribution::exponential(10ms);
  auto first = ReceptionLinkDelay{engine, inner, links, 1};
  auto again = ReceptionLinkDelay{engine, inner, links, 1};
  auto other = ReceptionLinkDelay{engine, inner, links, 2};
  auto a = Reply<ConsentAnswer>{};
  auto b = a;
  auto c = a;
  auto d = a;
  engine.spawn(keep(first.submit_consent({4}, {}, TimePoint{9s}), a));
  engine.spawn(keep(again.submit_consent({3}, {}, TimePoint{9s}), b));
  engine.spawn(keep(again.submit_consent({4}, {}, TimePoint{9s}), c));
  engine.spawn(keep(other.submit_consent({4}, {}, TimePoint{9s}), d));
  engine.run_until();
  EXPECT_EQ(a.exchange, c.exchange);
  EXPECT_NE(a.exchange, b.exchange);
  EXPECT_NE(a.exchange, d.exchange);
}

}  // namespace
}  // namespace kazasu::eligibility
