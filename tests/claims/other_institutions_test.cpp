#include "emulators/claims/other_institutions.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "sim/engine.h"
#include "tests/claims/month_of_2022.h"

namespace kazasu::claims {
namespace {

using namespace std::chrono_literals;

// A tenth of the country at a tenth of its window.
constexpr auto kOneIn = 10U;

double unreceived_percent(WindowTotals const& totals) {
  return 100.0 * totals.unreceived / totals.institutions;
}

std::uint64_t sum(std::vector<ClaimsSlice> const& slices, std::uint32_t ClaimsSlice::*what) {
  auto total = std::uint64_t{0};
  for (auto const& slice : slices) total += slice.*what;
  return total;
}

// What must hold whatever happened.
void expect_consistent(MonthRun const& month) {
  auto const& totals = month.totals;
  EXPECT_EQ(sum(month.slices, &ClaimsSlice::meant), totals.institutions);
  EXPECT_EQ(sum(month.slices, &ClaimsSlice::received), totals.by_deadline + totals.by_extension);
  EXPECT_EQ(totals.by_deadline + totals.unreceived, totals.institutions);
  EXPECT_LE(totals.by_extension, totals.unreceived);
  EXPECT_EQ(totals.requests, totals.answered + totals.timed_out + totals.turned_away);
  EXPECT_LE(totals.wasted, totals.timed_out);
  EXPECT_LT(totals.retries, totals.requests);
}

TEST(OtherInstitutions, AreReceivedInAnOrdinaryMonth) {
  auto const month = run(ordinary_month(std::chrono::year{2024} / std::chrono::July, kOneIn));
  expect_consistent(month);
  EXPECT_EQ(month.totals.institutions, 7'452U + 2'264U + 5'929U);
  EXPECT_LT(unreceived_percent(month.totals), 0.3);
  EXPECT_EQ(month.totals.timed_out, 0U);
  // Two sends an institution, each with a login, a look, a list and a confirmation.
  EXPECT_GT(month.totals.requests, month.totals.institutions * 9U);
}

TEST(OtherInstitutions, MissTheDeadlineOfMay2022) {
  auto const month = run(may_2022(kOneIn));
  expect_consistent(month);
  EXPECT_GT(unreceived_percent(month.totals), 4.0);  // reported: 9 %
  EXPECT_LT(unreceived_percent(month.totals), 20.0);
  EXPECT_EQ(month.totals.by_extension, month.totals.unreceived);
  EXPECT_GT(month.totals.retries, month.totals.requests / 3);
  // The window is still full on the next day, long after the fault.
  auto const tenth = sim::parse_iso_date_time("2022-05-10T09:00:00+09:00");
  auto const evening = tenth + 9h;
  auto timed_out = std::uint64_t{0};
  auto answered = std::uint64_t{0};
  auto longest_wait = std::chrono::milliseconds{};
  for (auto const& slice : month.slices) {
    if (slice.begins < tenth || slice.begins >= evening) continue;
    timed_out += slice.timed_out;
    answered += slice.answered;
    longest_wait = std::max(longest_wait, slice.front_wait);
  }
  EXPECT_GT(timed_out, 2 * answered);
  EXPECT_GT(longest_wait, 60s);
}

TEST(OtherInstitutions, AreReceivedInMay2022WithoutTheFaultOrItsRetries) {
  auto without_fault = may_2022(kOneIn);
  without_fault.federation_faults.clear();
  auto without_retries = may_2022(kOneIn);
  without_retries.settings.retries.kind = RetryKind::kNone;
  auto with_budget = may_2022(kOneIn);
  with_budget.settings.retries.kind = RetryKind::kBudget;
  for (auto const& changed : {without_fault, without_retries, with_budget}) {
    auto const month = run(changed);
    expect_consistent(month);
    EXPECT_LT(unreceived_percent(month.totals), 0.5) << name_of(changed.settings.retries.kind);
  }
}

TEST(OtherInstitutions, MissTheDeadlineOfApril2022ByTheWeekend) {
  auto const month = run(april_2022(kOneIn));
  expect_consistent(month);
  EXPECT_GT(unreceived_percent(month.totals), 0.5);  // reported: 1.4 %
  EXPECT_LT(unreceived_percent(month.totals), 3.0);
  auto without_fault = april_2022(kOneIn);
  without_fault.fund_faults.clear();
  EXPECT_LT(unreceived_percent(run(without_fault).totals), 0.3);
}

TEST(OtherInstitutions, RepeatThemselvesByTheirSeed) {
  auto small = may_2022(100);
  small.front.workers = 1;
  auto const first = run(small).totals;
  auto const second = run(small).totals;
  EXPECT_EQ(first.requests, second.requests);
  EXPECT_EQ(first.unreceived, second.unreceived);
  small.settings.seed = 2;
  EXPECT_NE(run(small).totals.requests, first.requests);
}

TEST(OtherInstitutions, AreReadAtAnySpeedOfTheCalendar) {
  auto const month = ordinary_month(std::chrono::year{2024} / std::chrono::July, 1'000);
  auto const windows = ClaimWindows{};
  auto requests = std::vector<std::uint64_t>{};
  for (auto const speed : {1U, 7U, 3'600U}) {
    auto front = ClaimsFront{{}, {}, 1};
    auto asp = AspQueue{month.asp, {}};
    auto const calendar = sim::Calendar{sim::from_jst({month.settings.shape.month / 5, {}}), speed};
    auto clock = sim::FastForward{};
    auto engine = sim::Engine{clock};
    auto others = OtherInstitutions{engine, calendar, {front, asp, asp, windows}, month.settings};
    others.start();
    EXPECT_EQ(engine.run_until(), sim::RunStatus::kAllDone);
    requests.push_back(others.totals().requests);
    EXPECT_LT(others.totals().unreceived, 3U);
  }
  // A clock that is coarser than the calendar rounds times, and so lets a few lists be looked at once more.
  EXPECT_NEAR(static_cast<double>(requests[1]), static_cast<double>(requests[0]), 20.0);
  EXPECT_NEAR(static_cast<double>(requests[2]), static_cast<double>(requests[0]), 60.0);
}

}  // namespace
}  // namespace kazasu::claims
