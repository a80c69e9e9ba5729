#include "emulators/eligibility/consent_store.h"

#include <gtest/gtest.h>

#include "tests/eligibility/sample_world.h"

namespace kazasu::eligibility {
namespace {

Consent continuing(sim::Instant given, ConsentSet items) {
  return {.given = given, .items = items, .until = consent_valid_until(given)};
}

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
  store.put({1, 2}, continuing(at("2024-06-15T09:00:00+09:00"), ConsentSet::all()));
  EXPECT_TRUE(store.find({1, 2}, at("2024-09-30T23:59:59.999+09:00")));
  EXPECT_FALSE(store.find({1, 2}, at("2024-10-01T00:00:00+09:00")));
}

TEST(ConsentStore, KeepsPeopleAndStationsApart) {
  auto store = ConsentStore{};
  store.put({1, 2}, continuing(at("2024-06-15T09:00:00+09:00"), ConsentSet::all()));
  EXPECT_FALSE(store.find({2, 1}, at("2024-06-15T09:00:00+09:00")));
  EXPECT_FALSE(store.find({1, 3}, at("2024-06-15T09:00:00+09:00")));
}

TEST(ConsentStore, TheLaterConsentReplacesTheEarlier) {
  auto store = ConsentStore{};
  store.put({1, 2}, continuing(at("2024-06-15T09:00:00+09:00"), ConsentSet::all()));
  store.put({1, 2},
            continuing(at("2024-09-02T09:00:00+09:00"), ConsentSet{}.give(ConsentItem::kLimitAmount)));
  auto const consent = store.find({1, 2}, at("2024-12-31T12:00:00+09:00"));
  ASSERT_TRUE(consent);
  EXPECT_EQ(consent->items, ConsentSet{}.give(ConsentItem::kLimitAmount));
  EXPECT_EQ(store.size(), 1U);
}

TEST(ConsentStore, TellsWhyAConsentEnded) {
  auto store = ConsentStore{};
  auto const given = at("2024-06-15T09:00:00+09:00");
  EXPECT_EQ(store.look_up({1, 2}, given).standing, ConsentStore::Standing::kNone);
  store.put({1, 2}, continuing(given, {}));
  EXPECT_EQ(store.look_up({1, 2}, given).standing, ConsentStore::Standing::kStands);
  auto const later = store.look_up({1, 2}, at("2024-10-01T00:00:00+09:00"));
  EXPECT_EQ(later.standing, ConsentStore::Standing::kEnded);
  EXPECT_EQ(later.end, ConsentEnd::kByTime);
  EXPECT_EQ(store.cancel({1, 2}, ConsentEnd::kByPatient, given).size(), 1U);
  EXPECT_EQ(store.look_up({1, 2}, given).end, ConsentEnd::kByPatient);
  EXPECT_FALSE(store.find({1, 2}, given));
  store.put({1, 2}, continuing(given, {}));
  EXPECT_TRUE(store.find({1, 2}, given));
}

TEST(ConsentStore, KeepsEnvironmentsAndCaresApart) {
  auto store = ConsentStore{};
  auto const given = at("2024-06-15T09:00:00+09:00");
  store.put({.person = 1, .station = 2, .environment = Environment::kConnectionTest}, continuing(given, {}));
  EXPECT_FALSE(store.find({1, 2}, given));
  EXPECT_FALSE(store.find({1, 2, Care::kOnline, Environment::kConnectionTest}, given));
  EXPECT_TRUE(store.find({1, 2, Care::kContinuing, Environment::kConnectionTest}, given));
  EXPECT_TRUE(store.cancel({1, 2}, ConsentEnd::kByPatient, given).empty());
}

TEST(ConsentStore, ListsWhoConsentedInAPeriodOnceAndInOrder) {
  auto store = ConsentStore{};
  auto const hour = [](int n) { return at("2024-06-15T00:00:00+09:00") + std::chrono::hours{n}; };
  store.put({5, 2}, continuing(hour(1), {}));
  store.put({4, 2}, continuing(hour(2), {}));
  store.put({3, 9}, continuing(hour(3), {}));
  store.put({5, 2}, continuing(hour(4), {}));
  store.put({6, 2}, continuing(hour(5), {}));
  store.put({7, 2}, continuing(hour(6), {}));
  store.cancel({6, 2}, ConsentEnd::kByInstitution, hour(6));
  using People = std::vector<identity::PersonIndex>;
  EXPECT_EQ(store.given_between({0, 2}, {hour(0), hour(9)}, hour(9)), (People{4, 5, 7}));
  EXPECT_EQ(store.given_between({0, 2}, {hour(2), hour(4)}, hour(9)), (People{4, 5}));
  EXPECT_TRUE(store.given_between({0, 2}, {hour(0), hour(1)}, hour(9)).empty());
  EXPECT_TRUE(store.given_between({0, 3}, {hour(0), hour(9)}, hour(9)).empty());
}

TEST(ConsentStore, IsAsLargeAsWhatIsValid) {
  auto store = ConsentStore{};
  auto now = at("2020-01-01T09:00:00+09:00");
  // A year of visits by new people every day, and one patient who comes every day.
  for (auto index = 0; index < 365; ++index, now += std::chrono::days{1}) {
    store.put({static_cast<identity::PersonIndex>(1000 + index), 2}, continuing(now, {}));
    store.put({1, 2}, continuing(now, {}));
  }
  // At most the month, three further ones, and the month that is remembered.
  EXPECT_LE(store.size(), 5U * 31 + 1);
  EXPECT_GE(store.size(), 3U * 28 + 1);
  EXPECT_TRUE(store.find({1, 2}, now));
}

}  // namespace
}  // namespace kazasu::eligibility
