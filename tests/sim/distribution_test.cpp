#include "sim/distribution.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

#include "sim/portable_math.h"

namespace kazasu::sim {
namespace {

using namespace std::chrono_literals;

constexpr auto kAllOnes = std::numeric_limits<std::uint64_t>::max();

std::uint64_t bits_of(double probability) {
  return static_cast<std::uint64_t>(std::ldexp(probability, 64));
}

double sampled_mean(Distribution const& distribution, int samples) {
  auto random = RandomStream{11, "distribution_test", 0};
  auto sum = 0.0;
  for (auto i = 0; i < samples; ++i) sum += static_cast<double>(distribution.sample(random).count());
  return sum / samples;
}

TEST(Distribution, ConstantIsConstant) {
  auto const five = Distribution::constant(5ms);
  EXPECT_EQ(five.at(0), 5ms);
  EXPECT_EQ(five.at(kAllOnes), 5ms);
  EXPECT_EQ(five.mean(), 5ms);
  EXPECT_EQ(Distribution{}.at(123), 0ns);
}

TEST(Distribution, UniformCoversItsRange) {
  auto const uniform = Distribution::uniform(10ms, 30ms);
  EXPECT_EQ(uniform.at(0), 10ms);
  EXPECT_NEAR(static_cast<double>(uniform.at(kAllOnes).count()), 30e6, 1);
  EXPECT_NEAR(static_cast<double>(uniform.at(bits_of(0.25)).count()), 15e6, 2);
  EXPECT_NEAR(static_cast<double>(uniform.mean().count()), 20e6, 2);
  EXPECT_NEAR(sampled_mean(uniform, 1'000'000), 20e6, 4 * 5.77e6 / 1e3);  // four standard errors
}

TEST(Distribution, ExponentialFollowsItsFormula) {
  auto const exponential = Distribution::exponential(1s);
  for (auto const p :
       {0.001, 0.01, 0.1, 0.5, 0.9, 0.93, 0.94, 0.99, 0.995, 0.9985, 0.999, 0.9999, 1 - 1e-6}) {
    EXPECT_NEAR(static_cast<double>(exponential.at(bits_of(p)).count()), -1e9 * std::log1p(-p), 4e4) << p;
  }
  EXPECT_NEAR(static_cast<double>(exponential.mean().count()), 1e9, 2e4);
  EXPECT_NEAR(sampled_mean(exponential, 1'000'000), 1e9, 4e6);
}

TEST(Distribution, TheTailIsResolved) {
  auto const exponential = Distribution::exponential(1s);
  for (auto const beyond : {1e-7, 1e-8, 1e-9, 1e-10, 1e-11}) {
    auto const bits = kAllOnes - static_cast<std::uint64_t>(std::ldexp(beyond, 64));
    EXPECT_NEAR(static_cast<double>(exponential.at(bits).count()) / (-1e9 * std::log(beyond)), 1.0, 1e-3)
        << beyond;
  }
  EXPECT_GT(exponential.at(kAllOnes), 25s);
  EXPECT_LT(exponential.at(kAllOnes), 35s);
}

TEST(Distribution, LogNormalFollowsItsFormula) {
  auto const log_normal = Distribution::log_normal(20ms, 0.5);
  for (auto const p : {0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 0.9999}) {
    auto const expected = 20e6 * std::exp(0.5 * normal_quantile(p));
    EXPECT_NEAR(static_cast<double>(log_normal.at(bits_of(p)).count()) / expected, 1.0, 2e-3) << p;
  }
  auto const mean = 20e6 * std::exp(0.5 * 0.5 / 2);
  EXPECT_NEAR(static_cast<double>(log_normal.mean().count()) / mean, 1.0, 5e-4);
  EXPECT_NEAR(sampled_mean(log_normal, 1'000'000) / mean, 1.0, 4 * 0.533 / 1e3);
}

TEST(Distribution, RisesEverywhere) {
  auto const exponential = Distribution::exponential(1s);
  auto previous = exponential.at(0);
  auto random = RandomStream{1, "rise", 0};
  for (auto bits = std::uint64_t{0}; bits < kAllOnes - (std::uint64_t{1} << 51U);
       bits += 1 + random.below(std::uint64_t{1} << 51U)) {
    auto const value = exponential.at(bits);
    ASSERT_GE(value, previous);
    previous = value;
  }
  for (auto shift = 63U; shift > 0; --shift) {
    auto const value = exponential.at(kAllOnes - (std::uint64_t{1} << shift) + 1);
    ASSERT_GE(value, shift == 63U ? Duration::zero() : previous);
    previous = value;
  }
}

TEST(Distribution, EmpiricalGoesThroughItsPoints) {
  auto const points =
      std::vector<std::pair<double, Duration>>{{0.0, 10ms}, {0.5, 20ms}, {0.9, 60ms}, {1.0, 100ms}};
  auto const empirical = Distribution::empirical(points);
  EXPECT_EQ(empirical.at(0), 10ms);
  EXPECT_NEAR(static_cast<double>(empirical.at(bits_of(0.25)).count()), 15e6, 2e4);
  EXPECT_NEAR(static_cast<double>(empirical.at(bits_of(0.5)).count()), 20e6, 2e4);
  EXPECT_NEAR(static_cast<double>(empirical.at(bits_of(0.7)).count()), 40e6, 1e5);
  EXPECT_NEAR(static_cast<double>(empirical.at(bits_of(0.95)).count()), 80e6, 1e5);
  EXPECT_NEAR(static_cast<double>(empirical.at(kAllOnes).count()), 100e6, 1e5);
  EXPECT_NEAR(static_cast<double>(empirical.mean().count()), 7.5e6 + 16e6 + 8e6, 1e5);
}

TEST(Distribution, EmpiricalRefusesWhatDoesNotRise) {
  using Points = std::vector<std::pair<double, Duration>>;
  EXPECT_THROW(Distribution::empirical(Points{{0.0, 1ms}}), std::invalid_argument);
  EXPECT_THROW(Distribution::empirical(Points{{0.0, 2ms}, {1.0, 1ms}}), std::invalid_argument);
  EXPECT_THROW(Distribution::empirical(Points{{0.5, 1ms}, {0.5, 2ms}}), std::invalid_argument);
}

TEST(Distribution, ScalesEveryValue) {
  auto const twice = Distribution::exponential(1s).scaled(3, 2);
  EXPECT_NEAR(static_cast<double>(twice.at(bits_of(0.5)).count()), 1.5e9 * std::log(2.0), 1e5);
  EXPECT_NEAR(static_cast<double>(twice.mean().count()), 1.5e9, 5e4);
  EXPECT_EQ(Distribution::constant(10ms).scaled(1, 4).at(5), 2500us);
}

}  // namespace
}  // namespace kazasu::sim
