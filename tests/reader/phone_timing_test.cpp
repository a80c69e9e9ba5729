// The parts of an exchange over a phone, from stamps of two clocks that do not agree.
#include "emulators/reader/phone_timing.h"

#include <gtest/gtest.h>

#include <chrono>
#include <limits>

namespace kazasu::reader {
namespace {

using namespace std::chrono_literals;

constexpr auto kMillisecond = PhoneTime{1'000'000};

TEST(Separate, PartsAddUpToTheTurnaround) {
  auto const parts = separate(100ms, 30ms, 25ms);
  ASSERT_TRUE(parts);
  EXPECT_EQ(parts->network, 70ms);
  EXPECT_EQ(parts->host, 5ms);
  EXPECT_EQ(parts->card, 25ms);
}

TEST(Separate, RefusesWhatCannotBe) {
  EXPECT_TRUE(separate(30ms, 30ms, 30ms));
  EXPECT_FALSE(separate(29ms, 30ms, 25ms));
  EXPECT_FALSE(separate(100ms, 30ms, 31ms));
  EXPECT_FALSE(separate(100ms, 30ms, -1ns));
  EXPECT_FALSE(separate(2h, 30ms, 25ms));
}

TEST(Elapsed, IsNothingWithoutTwoStampsInOrder) {
  EXPECT_EQ(elapsed(5, 7), sim::Duration{2});
  EXPECT_EQ(elapsed(5, 5), sim::Duration{0});
  EXPECT_FALSE(elapsed(0, 7));
  EXPECT_FALSE(elapsed(7, 5));
  EXPECT_FALSE(elapsed(1, std::numeric_limits<PhoneTime>::max()));
}

class Timeline : public testing::Test {
 protected:
  PhoneSummary summary_;
  PhoneTimeline timeline_{summary_};
};

TEST_F(Timeline, AnExchangeIsKnownWithTheNextCommand) {
  timeline_.field_on();
  timeline_.command(1000 * kMillisecond, 0);
  timeline_.answered(30ms, 25ms);
  EXPECT_EQ(summary_.network.count(), 0U);
  timeline_.command(1140 * kMillisecond, 1100 * kMillisecond);
  EXPECT_EQ(summary_.network.count(), 1U);
  EXPECT_EQ(summary_.network.sum_nanoseconds(), 70'000'000);
  EXPECT_EQ(summary_.host.sum_nanoseconds(), 5'000'000);
  EXPECT_EQ(summary_.card.sum_nanoseconds(), 25'000'000);
  EXPECT_EQ(summary_.radio.sum_nanoseconds(), 40'000'000);
  EXPECT_EQ(summary_.unusable, 0U);
}

TEST_F(Timeline, TheLastExchangeIsKnownWhenTheFieldIsOff) {
  timeline_.field_on();
  timeline_.command(10 * kMillisecond, 0);
  timeline_.answered(3ms, 1ms);
  timeline_.field_off(20 * kMillisecond);
  EXPECT_EQ(summary_.exchanges, 1U);
  EXPECT_EQ(summary_.network.sum_nanoseconds(), 7'000'000);
  EXPECT_EQ(summary_.radio.count(), 0U);
}

TEST_F(Timeline, TimeBetweenTwoFieldsIsNobodys) {
  timeline_.field_on();
  timeline_.command(10 * kMillisecond, 0);
  timeline_.answered(3ms, 1ms);
  timeline_.field_off(20 * kMillisecond);
  timeline_.field_on();
  timeline_.command(9000 * kMillisecond, 0);
  EXPECT_EQ(summary_.radio.count(), 0U);
  EXPECT_EQ(summary_.network.count(), 1U);
}

TEST_F(Timeline, StampsThatContradictEachOtherAreCounted) {
  timeline_.field_on();
  timeline_.command(10 * kMillisecond, 0);
  timeline_.answered(3ms, 1ms);
  timeline_.command(11 * kMillisecond,
                    12 * kMillisecond);  // shorter than the host's part, and radio backwards
  timeline_.answered(3ms, 1ms);
  timeline_.field_off(0);  // not known
  EXPECT_EQ(summary_.exchanges, 2U);
  EXPECT_EQ(summary_.unusable, 2U);
  EXPECT_EQ(summary_.network.count(), 0U);
  EXPECT_EQ(summary_.radio.count(), 0U);
}

TEST(PhoneSummaryText, SaysTheShareOfEachPart) {
  auto summary = PhoneSummary{};
  auto timeline = PhoneTimeline{summary};
  timeline.command(1000 * kMillisecond, 0);
  timeline.answered(40ms, 20ms);
  timeline.command(1200 * kMillisecond, 1100 * kMillisecond);
  EXPECT_EQ(text_of(summary),
            "1 exchanges, 0 of them without usable times\n"
            "part          count       p50 ms       p99 ms  share %\n"
            "radio             1      100.000      100.000     50.0\n"
            "network           1       60.000       60.000     30.0\n"
            "host              1       20.000       20.000     10.0\n"
            "card              1       20.000       20.000     10.0\n");
  EXPECT_NE(text_of(PhoneSummary{}).find("card              0        0.000"), std::string::npos);
}

}  // namespace
}  // namespace kazasu::reader
