#include "harness/progress.h"

#include <gtest/gtest.h>

namespace kazasu::harness {
namespace {

TEST(Progress, SaysRateErrorsAndTimeLeft) {
  EXPECT_EQ(progress_text({.elapsed_s = 12, .duration_s = 30, .arrivals = 310, .finished = 300, .errors = 2}),
            "12 s of 30 s · 25.0/s · 300 done · 2 errors · 18 s left");
}

TEST(Progress, AfterTheLastArrivalCountsWhatIsUnderWay) {
  EXPECT_EQ(progress_text({.elapsed_s = 40, .duration_s = 30, .arrivals = 310, .finished = 300, .errors = 0}),
            "30 s of 30 s · 7.5/s · 300 done · 0 errors · 10 still under way");
}

}  // namespace
}  // namespace kazasu::harness
