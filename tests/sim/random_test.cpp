#include "sim/random.h"

#include <gtest/gtest.h>

#include <array>
#include <set>

namespace kazasu::sim {
namespace {

// Known answers of the Random123 library (kat_vectors, philox4x32 with ten rounds).
TEST(Philox, GivesTheKnownAnswers) {
  EXPECT_EQ(philox({0, 0, 0, 0}, 0), (PhiloxBlock{0x6627e8d5U, 0xe169c58dU, 0xbc57ac4cU, 0x9b00dbd8U}));
  EXPECT_EQ(philox({0xffffffffU, 0xffffffffU, 0xffffffffU, 0xffffffffU}, 0xffffffff'ffffffffU),
            (PhiloxBlock{0x408f276dU, 0x41c83b0eU, 0xa20bc7c6U, 0x6d5451fdU}));
  EXPECT_EQ(philox({0x243f6a88U, 0x85a308d3U, 0x13198a2eU, 0x03707344U}, 0x299f31d0'a4093822U),
            (PhiloxBlock{0xd16cfe09U, 0x94fdccebU, 0x5001e420U, 0x24126ea1U}));
}

TEST(Philox, RunsAtCompileTime) {
  static_assert(philox({0, 0, 0, 0}, 0)[0] == 0x6627e8d5U);
  static_assert(purpose_number("") == 2166136261U);
  static_assert(purpose_number("a") == 0xE40C292CU);  // the published FNV-1a value
}

TEST(RandomStream, IsAFunctionOfItsNames) {
  auto first = RandomStream{1, "arrival", 7};
  auto again = RandomStream{1, "arrival", 7};
  for (auto i = 0; i < 100; ++i) ASSERT_EQ(first.next(), again.next());
}

TEST(RandomStream, EveryNameMatters) {
  auto const first_number = [](std::uint64_t seed, std::string_view purpose, std::uint64_t entity) {
    return RandomStream{seed, purpose, entity}.next();
  };
  auto const numbers =
      std::set{first_number(1, "arrival", 7), first_number(2, "arrival", 7), first_number(1, "service", 7),
               first_number(1, "arrival", 8), first_number(1, "arrival", 7 + (std::uint64_t{1} << 32U))};
  EXPECT_EQ(numbers.size(), 5U);
}

// The layout of a stream is part of every result hash, so it is pinned.
TEST(RandomStream, TakesTwoNumbersFromEachBlock) {
  auto stream = RandomStream{5, "arrival", 7};
  for (std::uint32_t block = 0; block < 3; ++block) {
    auto const words = philox({block, purpose_number("arrival"), 7, 0}, 5);
    EXPECT_EQ(stream.next(), std::uint64_t{words[1]} << 32U | words[0]);
    EXPECT_EQ(stream.next(), std::uint64_t{words[3]} << 32U | words[2]);
  }
}

TEST(RandomStream, BelowStaysBelowAndIsUniform) {
  auto stream = RandomStream{3, "die", 0};
  auto counts = std::array<int, 6>{};
  constexpr auto kThrows = 600'000;
  for (auto i = 0; i < kThrows; ++i) ++counts[stream.below(6)];
  // Chi-square with five degrees of freedom: 20.5 is its 99.9 % point.
  auto chi_square = 0.0;
  for (auto const count : counts) {
    auto const difference = count - kThrows / 6.0;
    chi_square += difference * difference / (kThrows / 6.0);
  }
  EXPECT_LT(chi_square, 20.5);
}

TEST(RandomStream, BelowWorksAtTheEdges) {
  auto stream = RandomStream{3, "edge", 0};
  for (auto i = 0; i < 100; ++i) {
    EXPECT_EQ(stream.below(1), 0U);
    EXPECT_LT(stream.below(0x1'0000'0001U), 0x1'0000'0001U);
  }
}

TEST(RandomStream, ChanceMeetsItsShare) {
  auto stream = RandomStream{3, "chance", 0};
  auto hits = 0;
  for (auto i = 0; i < 1'000'000; ++i) {
    EXPECT_FALSE(stream.chance(0));
    if (stream.chance(20'000)) ++hits;
  }
  EXPECT_NEAR(hits, 20'000, 600);  // four standard deviations
  EXPECT_TRUE(stream.chance(1'000'000));
}

}  // namespace
}  // namespace kazasu::sim
