// The window of a server: whenever it is asked, the others have done what they do in a virtual run.
#include "emulators/claims/shared_window.h"

#include <gtest/gtest.h>

namespace kazasu::claims {
namespace {

using namespace std::chrono_literals;

constexpr auto kMonth = std::chrono::year{2025} / std::chrono::June;
constexpr auto kAsp = AspModel{.servers = 1, .fixed = 5min, .per_file = 20s, .per_receipt = 10ms};

sim::Instant at(std::string const& text) {
  return sim::parse_iso_date_time("2025-06-" + text + ":00+09:00");
}

// A few institutions at a window that is too small for them.
SharedWindowSettings crowded() {
  auto settings = SharedWindowSettings{};
  settings.front.workers = 1;
  settings.front.service = sim::Distribution::exponential(std::chrono::seconds{40});
  settings.front.longest_queue = 6;
  settings.others.medical.count = 120;
  settings.others.dental.count = 40;
  settings.others.pharmacy.count = 90;
  settings.others.shape.month = kMonth;
  settings.others.retries = {.kind = RetryKind::kConstant, .pause = 2min, .most_retries = 5};
  settings.seed = 9;
  return settings;
}

struct WholeMonth {
  WindowTotals totals;
  std::vector<ClaimsSlice> slices;
};
WholeMonth virtual_run(SharedWindowSettings const& settings) {
  auto fund = AspQueue{kAsp, {}};
  auto federation = AspQueue{kAsp, {}};
  auto front = ClaimsFront{settings.front, {}, settings.seed};
  auto const calendar = sim::Calendar{sim::from_jst({kMonth / 1, {}}), 1};
  auto clock = sim::FastForward{};
  auto engine = sim::Engine{clock};
  auto others =
      OtherInstitutions{engine, calendar, {front, fund, federation, settings.windows}, settings.others};
  others.start();
  engine.run_until();
  return {others.totals(), others.series().slices()};
}

void expect_same(ClaimsSlice const& a, ClaimsSlice const& b) {
  EXPECT_EQ(a.begins, b.begins);
  EXPECT_EQ(a.meant, b.meant);
  EXPECT_EQ(a.requests, b.requests);
  EXPECT_EQ(a.retries, b.retries);
  EXPECT_EQ(a.answered, b.answered);
  EXPECT_EQ(a.timed_out, b.timed_out);
  EXPECT_EQ(a.turned_away, b.turned_away);
  EXPECT_EQ(a.received, b.received);
  EXPECT_EQ(a.federation_backlog, b.federation_backlog);
}

TEST(SharedWindow, PlaysTheOthersAsAVirtualRunDoes) {
  auto const settings = crowded();
  auto const whole = virtual_run(settings);
  ASSERT_GT(whole.totals.timed_out, 0U) << "else there is little to compare";
  ASSERT_GT(whole.totals.turned_away, 0U);
  auto fund = AspQueue{kAsp, {}};
  auto federation = AspQueue{kAsp, {}};
  auto window = SharedWindow{settings, fund, federation};
  // Asked at times that have nothing to do with its own, and twice at the same one.
  auto requests = std::uint64_t{0};
  for (auto now = at("05T07:00"); now < at("13T00:00"); now += 97min + 13s) {
    auto const before = window.totals(now).requests;
    EXPECT_GE(before, requests);
    EXPECT_EQ(window.totals(now).requests, before);
    requests = before;
  }
  auto const totals = window.totals(at("30T00:00"));
  EXPECT_EQ(totals.institutions, whole.totals.institutions);
  EXPECT_EQ(totals.by_deadline, whole.totals.by_deadline);
  EXPECT_EQ(totals.requests, whole.totals.requests);
  EXPECT_EQ(totals.retries, whole.totals.retries);
  EXPECT_EQ(totals.timed_out, whole.totals.timed_out);
  EXPECT_EQ(totals.wasted, whole.totals.wasted);
  auto const& slices = window.series(at("30T00:00")).slices();
  ASSERT_EQ(slices.size(), whole.slices.size());
  for (std::size_t i = 0; i < slices.size(); ++i) expect_same(slices[i], whole.slices[i]);
}

TEST(SharedWindow, IsOneQueueForWhoeverComes) {
  auto settings = crowded();
  settings.front.service = sim::Distribution::constant(std::chrono::seconds{10});
  settings.others.medical.count = settings.others.dental.count = settings.others.pharmacy.count = 0;
  auto fund = AspQueue{kAsp, {}};
  auto federation = AspQueue{kAsp, {}};
  auto window = SharedWindow{settings, fund, federation};
  auto const now = at("05T09:00");
  EXPECT_EQ(window.enter(now).answered_at, now + 10s);
  EXPECT_EQ(window.enter(now).answered_at, now + 20s);
  EXPECT_EQ(window.enter(now + 5s).wait, 15s);
  // Five wait at most until their time-out of a minute; the others are turned away.
  for (int i = 0; i < 10; ++i) window.enter(now + 5s);
  EXPECT_EQ(window.enter(now + 5s).outcome, FrontOutcome::kTurnedAway);
  EXPECT_EQ(window.totals(now + 5s).requests, 0U) << "of the others alone";
}

TEST(SharedWindow, AFaultOfTheWindowStrikesWhoeverComes) {
  auto settings = crowded();
  settings.front_faults = {{.kind = FrontFault::Kind::kClosed, .from = at("05T09:00"), .to = at("05T15:00")}};
  auto fund = AspQueue{kAsp, {}};
  auto federation = AspQueue{kAsp, {}};
  auto window = SharedWindow{settings, fund, federation};
  EXPECT_EQ(window.enter(at("05T10:00")).outcome, FrontOutcome::kTurnedAway);
  EXPECT_NE(window.enter(at("05T23:00")).outcome, FrontOutcome::kTurnedAway);
  for (auto const& slice : window.series(at("06T00:00")).slices()) {
    if (slice.begins < at("05T10:00") || slice.begins >= at("05T15:00")) continue;
    EXPECT_EQ(slice.answered, 0U) << sim::iso_date_time(slice.begins);
    EXPECT_EQ(slice.turned_away, slice.requests) << sim::iso_date_time(slice.begins);
  }
}

TEST(SharedWindow, TheOthersFillTheQueuesBehindIt) {
  auto fund = AspQueue{kAsp, {}};
  auto federation = AspQueue{kAsp, {}};
  auto settings = crowded();
  settings.front.service = sim::Distribution::exponential(std::chrono::seconds{1});
  auto window = SharedWindow{settings, fund, federation};
  auto most = std::size_t{0};
  for (auto now = at("09T09:00"); now < at("09T18:00"); now += 5min) {
    window.totals(now);
    most = std::max(most, fund.waiting(now) + federation.waiting(now));
  }
  EXPECT_GT(most, 2U);
}

}  // namespace
}  // namespace kazasu::claims
