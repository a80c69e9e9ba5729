#include "emulators/adapters/services/durable_http.h"

#include <gtest/gtest.h>

#include "emulators/adapters/http/later_answer.h"

namespace kazasu::adapters {
namespace {

auto const kNow = sim::Instant{};

struct FakeLog final : CommitLog {
  std::uint64_t promised() const override { return noted; }
  bool settled() const override { return waiting.empty(); }
  void when_kept(Done done) override { waiting.push_back(std::move(done)); }
  bool failed() const override { return broken; }
  void commit(bool kept) {
    broken = broken || !kept;
    for (auto const& done : std::exchange(waiting, {})) done(kept);
  }
  std::uint64_t noted = 0;
  bool broken = false;
  std::vector<Done> waiting;
};

struct NamedSink final : DroppedBody {
  explicit NamedSink(std::string opened_by) : name(std::move(opened_by)) {}
  std::string name;
};
std::string name_of(BodySink const* sink) {
  auto const* const named = dynamic_cast<NamedSink const*>(sink);
  return named == nullptr ? "none" : named->name;
}

// Changes something when the body says so; waits for somebody else first where the target says so.
struct Service final : HttpService {
  explicit Service(FakeLog& to) : log(to) {}
  std::unique_ptr<BodySink> open_body(HttpRequestView const& head, sim::Instant) override {
    ++opened;
    return std::make_unique<NamedSink>(std::string{head.target});
  }
  HttpAnswer handle(HttpRequestView const& request, sim::Instant, eligibility::StageMeter&) override {
    ++calls;
    sink = name_of(request.sink);
    auto const act = [this, body = std::string{request.body}] {
      if (body == "write") ++log.noted;
      return HttpAnswer{.body = "done " + body};
    };
    if (request.target != "/later") return act();
    other = std::make_shared<LaterAnswer>();
    action = act;
    if (ready_at_once) finish_other();
    return {.later = other};
  }
  void finish_other() {
    other->complete([act = action](sim::Instant, eligibility::StageMeter&) { return act(); });
  }
  FakeLog& log;
  int calls = 0;
  int opened = 0;
  std::string sink;
  bool ready_at_once = false;
  std::shared_ptr<LaterAnswer> other;
  std::function<HttpAnswer()> action;
};

struct Refusing final : HttpService {
  std::optional<std::uint64_t> body_limit(std::string_view) const override { return 7; }
  std::unique_ptr<BodySink> open_body(HttpRequestView const&, sim::Instant) override {
    return std::make_unique<NamedSink>("refusing");
  }
  HttpAnswer handle(HttpRequestView const& request, sim::Instant, eligibility::StageMeter&) override {
    sink = name_of(request.sink);
    return {.status = 503,
            .body = "refused " + std::string{request.method} + " " + std::string{request.body}};
  }
  std::string sink = "not asked";
};

struct Laps final : eligibility::StageMeter {
  void lap(eligibility::ServerStage stage) override {
    registrations += stage == eligibility::ServerStage::kRegistration ? 1 : 0;
  }
  int registrations = 0;
};

struct DurableHttpTest : testing::Test {
  HttpAnswer ask(std::string_view body, std::string_view target = "/") {
    // A view of a text that is gone when the wait is over, as a session's buffers may be.
    auto const text = std::string{body};
    return durable.handle({.method = "POST", .target = target, .body = text}, kNow, laps);
  }
  std::string finish(HttpAnswer const& answer) {
    if (!answer.later || !answer.later->is_complete()) return "waits";
    auto const finished = answer.later->finish(kNow, laps);
    return finished.later ? finish(finished) : finished.body;
  }

  FakeLog log;
  Service service{log};
  Refusing refusing;
  DurableHttp durable{service, refusing, log,
                      [](HttpRequestView const& request) { return request.target == "/notices"; }};
  Laps laps;
};

TEST_F(DurableHttpTest, AnswersAtOnceWhatChangesNothing) {
  EXPECT_EQ(ask("read").body, "done read");
  EXPECT_TRUE(log.waiting.empty());
}

TEST_F(DurableHttpTest, HoldsAnAnswerUntilItsChangesAreKept) {
  auto const answer = ask("write");
  ASSERT_TRUE(answer.later);
  EXPECT_EQ(finish(answer), "waits");
  log.commit(true);
  EXPECT_EQ(finish(answer), "done write");
  EXPECT_EQ(laps.registrations, 1) << "the wait is a part of the server's time";
}

TEST_F(DurableHttpTest, WhatShowsTheChangesOfOthersWaitsForThem) {
  EXPECT_EQ(ask("read", "/notices").body, "done read");
  auto const write = ask("write");
  EXPECT_EQ(ask("read").body, "done read") << "others do not wait";
  auto const notices = ask("read", "/notices");
  EXPECT_EQ(finish(notices), "waits");
  log.commit(true);
  EXPECT_EQ(finish(notices), "done read");
  EXPECT_EQ(ask("read", "/notices").body, "done read");
}

TEST_F(DurableHttpTest, RefusesWhatCouldNotBeKeptAndAllThatComesAfter) {
  auto const answer = ask("write");
  log.commit(false);
  EXPECT_EQ(finish(answer), "refused POST write");
  EXPECT_EQ(ask("read").body, "refused POST read");
  EXPECT_EQ(service.calls, 1);
}

TEST_F(DurableHttpTest, WaitsForSomebodyElseAndThenForTheDisk) {
  auto const answer = ask("write", "/later");
  ASSERT_TRUE(answer.later);
  EXPECT_TRUE(log.waiting.empty());
  service.finish_other();
  auto const second = answer.later->finish(kNow, laps);
  ASSERT_TRUE(second.later);
  EXPECT_EQ(finish(second), "waits");
  log.commit(true);
  EXPECT_EQ(finish(second), "done write");
}

TEST_F(DurableHttpTest, WaitsForSomebodyElseAloneWhenNothingChanges) {
  auto const answer = ask("read", "/later");
  service.finish_other();
  EXPECT_EQ(finish(answer), "done read");
}

TEST_F(DurableHttpTest, SomebodyElseMayHaveAnsweredAlready) {
  service.ready_at_once = true;
  auto const answer = ask("write", "/later");
  auto const second = answer.later->finish(kNow, laps);
  log.commit(true);
  EXPECT_EQ(finish(second), "done write");
}

TEST_F(DurableHttpTest, DoesNothingAfterAFailureDuringTheFirstWait) {
  auto const answer = ask("write", "/later");
  log.broken = true;
  service.finish_other();
  EXPECT_EQ(finish(answer), "refused POST write");
  EXPECT_EQ(log.noted, 0U);
}

TEST_F(DurableHttpTest, TheServiceTakesTheBodyWhereItLikes) {
  auto const sink = durable.open_body({.method = "POST", .target = "/long", .body = {}}, kNow);
  durable.handle({.method = "POST", .target = "/long", .body = {}, .sink = sink.get()}, kNow, laps);
  EXPECT_EQ(service.sink, "/long");
}

TEST_F(DurableHttpTest, AfterAFailureTheServiceIsAskedForNoSink) {
  auto const before = durable.open_body({.method = "POST", .target = "/long", .body = {}}, kNow);
  log.broken = true;
  auto const answer =
      durable.handle({.method = "POST", .target = "/long", .body = {}, .sink = before.get()}, kNow, laps);
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(refusing.sink, "none") << "what the service opened is nobody else's";
  EXPECT_EQ(name_of(durable.open_body({.method = "POST", .target = "/long", .body = {}}, kNow).get()),
            "refusing");
  EXPECT_EQ(durable.body_limit("/long"), 7U);
  EXPECT_EQ(service.opened, 1);
  EXPECT_EQ(service.calls, 0);
}

TEST_F(DurableHttpTest, NobodyIsLeftBehindWhenTheSessionEnds) {
  auto const watched = std::weak_ptr{ask("write", "/later").later};
  EXPECT_TRUE(watched.expired());
  service.finish_other();
  EXPECT_EQ(log.noted, 0U);
}

}  // namespace
}  // namespace kazasu::adapters
