#include "emulators/eligibility/consent_store.h"

#include <gtest/gtest.h>

#include "tests/eligibility/sample_world.h"

namespace kazasu::eligibility {
namespace {

TEST(ConsentValidity, LastsToTheEndOfTheThirdMonth) {
  EXPECT_EQ(consent_valid_until(at("2024-06-15T09:00:00+09:00")), at("2024-09-30T23:59:59+09:00"));
  EXPECT_EQ(consent_valid_until(at("2024-11-30T09:00:00+09:00")), at("2025-02-28T23:59:59+09:00"));
  EXPECT_EQ(consent_valid_until(at("2023-11-01T00:00:00+09:00")), at("2024-02-29T23:59:59+09:00"));
}

TEST(ConsentValidity, CountsMonthsInJapan) {
  // 2024-06-30T16:00Z is already July in Japan.
  EXPECT_EQ(consent_valid_until(at("2024-07-01T01:00:00+09:00")), at("2024-10-31T23:59:59+09:00"));
}

TEST(ConsentStore, FindsAConsentToItsLastSecondOnly) {
  auto store = ConsentStore{};
  store.put({1, 2}, {at("2024-06-15T09:00:00+09:00"), ConsentSet::all()});
  EXPECT_TRUE(store.find({1, 2}, at("2024-09-30T23:59:59.999+09:00")));
  EXPECT_FALSE(store.find({1, 2}, at("2024-10-01T00:00:00+09:00")));
}

TEST(ConsentStore, KeepsPeopleAndStationsApart) {
  auto store = ConsentStore{};
  store.put({1, 2}, {at("2024-06-15T09:00:00+09:00"), ConsentSet::all()});
  EXPECT_FALSE(store.find({2, 1}, at("2024-06-15T09:00:00+09:00")));
  EXPECT_FALSE(store.find({1, 3}, at("2024-06-15T09:00:00+09:00")));
}

TEST(ConsentStore, TheLaterConsentReplacesTheEarlier) {
  auto store = ConsentStore{};
  store.put({1, 2}, {at("2024-06-15T09:00:00+09:00"), ConsentSet::all()});
  store.put({1, 2}, {at("2024-09-02T09:00:00+09:00"), ConsentSet{}.give(ConsentItem::kLimitAmount)});
  auto const consent = store.find({1, 2}, at("2024-12-31T12:00:00+09:00"));
  ASSERT_TRUE(consent);
  EXPECT_EQ(consent->items, ConsentSet{}.give(ConsentItem::kLimitAmount));
  EXPECT_EQ(store.size(), 1U);
}

}  // namespace
}  // namespace kazasu::eligibility
