#include "reports/claims_reading.h"

#include <gtest/gtest.h>

#include "tests/reports/sample_claims.h"

namespace kazasu::reports {
namespace {

// Slices of half an hour from a fault in the second one; the failures end in the fifth.
ClaimsFigures faulty() {
  auto claims = ClaimsFigures{};
  claims.marks = {{"closed", 0, 0.5}, {"asp_stopped", 0.5, 1.0}, {"deadline", 3, 3}};
  claims.slices = {
      {.at_h = 0, .requests = 60, .answered = 60},
      {.at_h = 0.5, .requests = 300, .retries = 180, .answered = 30, .timed_out = 270},
      {.at_h = 1, .requests = 310, .retries = 300, .answered = 90, .timed_out = 120, .turned_away = 100},
      {.at_h = 1.5, .requests = 90, .answered = 81, .timed_out = 9},
      {.at_h = 2, .requests = 90, .answered = 80, .timed_out = 10},
      {.at_h = 2.5, .requests = 0}};
  claims.claimants = {
      {.who = "stations", .claimants = 10, .by_deadline = 7, .unreceived = 3, .wasted = 59},
      {.who = "others", .claimants = 30, .by_deadline = 30, .by_extension = 0, .wasted = 100}};
  return claims;
}

TEST(ClaimsReading, AddsUpTheClaimants) {
  auto const totals = totals_of(faulty());
  EXPECT_EQ(totals.claimants, 40U);
  EXPECT_EQ(totals.by_deadline, 37U);
  EXPECT_EQ(totals.unreceived, 3U);
  EXPECT_EQ(totals.wasted, 159U);
}

TEST(ClaimsReading, TakesTheFirstSliceNearTheHighestForThePeak) {
  auto const peak = reading_of(faulty()).peak;
  ASSERT_TRUE(peak.has_value());
  EXPECT_EQ(peak->at_h, 0.5);  // 300 of 310
  EXPECT_EQ(peak->requests_per_min, 10);
  EXPECT_EQ(peak->first_tries_per_min, 4);
  EXPECT_EQ(peak->amplification(), 2.5);
}

TEST(ClaimsReading, HasNoAmplificationWhereAllWereRetries) {
  EXPECT_EQ((ClaimsPeak{.requests_per_min = 10, .first_tries_per_min = 0}).amplification(), 0);
}

TEST(ClaimsReading, CountsHowLongRequestsFailedAfterTheFault) {
  auto const after = reading_of(faulty()).aftermath.value();
  EXPECT_EQ(after.failing_h, 1.0);  // the slices at 1 and 2; exactly a tenth at 1.5 is not more than a tenth
  EXPECT_EQ(after.until_h, 2.5);
  auto calm = faulty();
  calm.marks.clear();
  EXPECT_FALSE(reading_of(calm).aftermath) << "no fault, so nothing after it";
  auto lasting = faulty();
  for (auto& mark : lasting.marks) mark.to_h = lasting.slices.back().at_h + 1;
  EXPECT_FALSE(reading_of(lasting).aftermath) << "the run ends in the fault";
}

TEST(ClaimsReading, WeighsTheWorkForNobody) {
  auto const reading = reading_of(faulty());
  EXPECT_EQ(reading.most_answered_per_min, 3);
  EXPECT_DOUBLE_EQ(reading.wasted_share, 159.0 / (159 + 341));
}

TEST(ClaimsReading, StandsWithoutSlices) {
  auto const reading = reading_of(ClaimsFigures{});
  EXPECT_FALSE(reading.peak.has_value());
  EXPECT_EQ(reading.wasted_share, 0);
  EXPECT_EQ(slice_hours({ClaimSlice{}}, 0), 0);
}

TEST(ClaimsReading, TellsRetriesFromTheirAbsence) {
  auto const outage = reading_of(*tests::sample_claims({.name = "outage"}).claims);
  auto const calm = reading_of(*tests::sample_claims({.name = "calm", .fault = false}).claims);
  EXPECT_GT(outage.peak->amplification(), 2);
  EXPECT_DOUBLE_EQ(calm.peak->amplification(), 1);
  EXPECT_GT(outage.aftermath.value().failing_h, 1);
}

}  // namespace
}  // namespace kazasu::reports
