#include "emulators/adapters/http/server_timing.h"

#include <gtest/gtest.h>

namespace kazasu::adapters {
namespace {

using eligibility::ServerShare;
using sim::Duration;

TEST(ServerTiming, WritesWhatThereIsToTheNanosecond) {
  auto const share =
      ServerShare{.queue = Duration{12'345}, .signature = Duration{1'000'000}, .lookup = Duration{1}};
  auto const header = format_server_timing(share);
  EXPECT_EQ(header, "queue;dur=0.012345, signature;dur=1.000000, lookup;dur=0.000001");
  auto const read = parse_server_timing(header);
  EXPECT_EQ(read.queue, share.queue);
  EXPECT_EQ(read.signature, share.signature);
  EXPECT_EQ(read.status, Duration{0});
  EXPECT_EQ(read.lookup, share.lookup);
  EXPECT_EQ(format_server_timing({}), "");
}

TEST(ServerTiming, ReadsWhatOtherServersWrite) {
  auto const share = parse_server_timing(
      R"(cache;desc="a, queue;dur=9", QUEUE;dur=1, queue ; desc=x ; DUR = "2.5" ,status;dur=3,, lookup;x;dur=.25)");
  EXPECT_EQ(share.queue, Duration{2'500'000});
  EXPECT_EQ(share.status, Duration{3'000'000});
  EXPECT_EQ(share.lookup, Duration{250'000});
  EXPECT_EQ(share.total(), Duration{5'750'000});
}

TEST(ServerTiming, AddsWhatOccursTwice) {
  EXPECT_EQ(parse_server_timing("lookup;dur=1, lookup;dur=2").lookup, Duration{3'000'000});
}

TEST(ServerTiming, TakesNothingFromNonsense) {
  for (auto const* header :
       {"", ",", ";", "queue", "queue;dur", "queue;dur=", "queue;dur=-1", "queue;dur=1e3", "queue;dur=NaN",
        "queue;dur=1.2.3", "queue;dur=99999999999999999999", "queue;dur=\"", "queue;desc=\"\\", "queue=1"}) {
    EXPECT_EQ(parse_server_timing(header).total(), Duration{0}) << header;
  }
  EXPECT_EQ(parse_server_timing("queue;dur=0.1234567891234567890123456789").queue, Duration{123'456});
}

TEST(ServerTiming, FitsIntoWhatTheCallerSaw) {
  auto const share = ServerShare{.queue = Duration{300}, .signature = Duration{100}, .lookup = Duration{200}};
  auto const fitted = fit_within(share, Duration{60});
  EXPECT_EQ(fitted.queue, Duration{30});
  EXPECT_EQ(fitted.signature, Duration{10});
  EXPECT_EQ(fitted.lookup, Duration{20});
  EXPECT_EQ(fit_within(share, Duration{600}).total(), Duration{600});
  EXPECT_EQ(fit_within(share, Duration{0}).total(), Duration{0});
  auto const days = std::chrono::hours{23};
  auto const long_share = ServerShare{.queue = days, .status = days};
  EXPECT_EQ(fit_within(long_share, days).total(), Duration{days});
}

}  // namespace
}  // namespace kazasu::adapters
