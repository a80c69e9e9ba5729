#include "sim/portable_math.h"

#include <gtest/gtest.h>

#include <cmath>

#include "sim/random.h"

namespace kazasu::sim {
namespace {

double uniform(RandomStream& random) {
  return (static_cast<double>(random.next() >> 11U) + 0.5) * 0x1p-53;
}

TEST(PortableMath, LogAgreesWithTheLibrary) {
  auto random = RandomStream{1, "log", 0};
  for (auto i = 0; i < 200'000; ++i) {
    auto const x = std::ldexp(0.5 + uniform(random), static_cast<int>(random.below(120)) - 60);
    ASSERT_NEAR(portable_log(x), std::log(x), 1e-13) << x;
  }
  EXPECT_EQ(portable_log(1.0), 0.0);
  for (auto const x : {0.999999999, 1.000000001, 0x1p-1022, 1e300}) {
    EXPECT_NEAR(portable_log(x) / std::log(x), 1.0, 1e-13) << x;
  }
}

TEST(PortableMath, ExpAgreesWithTheLibrary) {
  auto random = RandomStream{1, "exp", 0};
  for (auto i = 0; i < 200'000; ++i) {
    auto const x = (uniform(random) - 0.5) * 1400.0;
    ASSERT_NEAR(portable_exp(x) / std::exp(x), 1.0, 1e-13) << x;
  }
  EXPECT_EQ(portable_exp(0.0), 1.0);
}

TEST(PortableMath, LogAndExpUndoEachOther) {
  for (auto x = -40.0; x < 40.0; x += 0.37) EXPECT_NEAR(portable_log(portable_exp(x)), x, 1e-13);
}

// The check values of the algorithm's paper (AS 241) and the distribution function from the library.
TEST(PortableMath, NormalQuantileGivesItsCheckValues) {
  EXPECT_NEAR(normal_quantile(0.25), -0.6744897501960817, 1e-15);
  EXPECT_NEAR(normal_quantile(0.001), -3.090232306167814, 1e-14);
  EXPECT_NEAR(normal_quantile(1e-20), -9.262340089798408, 1e-13);
  EXPECT_EQ(normal_quantile(0.5), 0.0);
}

TEST(PortableMath, NormalQuantileInvertsTheDistributionFunction) {
  for (auto p = 1e-12; p < 0.5; p *= 1.7) {
    auto const back = 0.5 * std::erfc(-normal_quantile(p) / std::sqrt(2.0));
    EXPECT_NEAR(back / p, 1.0, 1e-12) << p;
  }
}

TEST(PortableMath, NormalQuantileIsSymmetric) {
  for (auto p = 0.0625; p < 0.5; p += 0.0625) EXPECT_EQ(normal_quantile(p), -normal_quantile(1.0 - p));
}

}  // namespace
}  // namespace kazasu::sim
