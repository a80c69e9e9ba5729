#include "emulators/card/card_mix.h"

#include <gtest/gtest.h>

#include <array>

namespace kazasu::card {
namespace {

TEST(CardMix, GivesEachGroupItsShare) {
  auto const mix = CardMix{.absent_ppm = 100'000,
                           .face_authentication_ppm = 200'000,
                           .pin_locked_ppm = 50'000,
                           .reissued_ppm = 150'000};
  auto counts = std::array<int, 5>{};
  for (identity::PersonIndex person = 0; person < 10'000; ++person) {
    ++counts.at(static_cast<std::size_t>(condition_of(mix, 5, person)));
  }
  // Within more than four standard errors.
  EXPECT_NEAR(counts[static_cast<std::size_t>(CardCondition::kAbsent)], 1000, 130);
  EXPECT_NEAR(counts[static_cast<std::size_t>(CardCondition::kFaceAuthentication)], 2000, 170);
  EXPECT_NEAR(counts[static_cast<std::size_t>(CardCondition::kPinLocked)], 500, 95);
  EXPECT_NEAR(counts[static_cast<std::size_t>(CardCondition::kReissued)], 1500, 150);
  EXPECT_NEAR(counts[static_cast<std::size_t>(CardCondition::kOrdinary)], 5000, 210);
}

TEST(CardMix, IsAFunctionOfSeedAndPerson) {
  auto const mix = CardMix{.absent_ppm = 500'000};
  auto differs = 0;
  for (identity::PersonIndex person = 0; person < 100; ++person) {
    EXPECT_EQ(condition_of(mix, 5, person), condition_of(mix, 5, person));
    differs += condition_of(mix, 5, person) != condition_of(mix, 6, person) ? 1 : 0;
    EXPECT_EQ(condition_of({}, 5, person), CardCondition::kOrdinary);
  }
  EXPECT_GT(differs, 0);
}

}  // namespace
}  // namespace kazasu::card
