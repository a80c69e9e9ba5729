#include "emulators/eligibility/registration_store.h"

#include <gtest/gtest.h>

#include "tests/eligibility/sample_world.h"

namespace kazasu::eligibility {
namespace {

RegistrationRecord record(identity::StationIndex station, identity::PersonIndex person) {
  return {.person = person,
          .registered = at("2024-12-02T09:00:00+09:00"),
          .station = station,
          .eligibility_only = false};
}

TEST(RegistrationStore, NumbersAreTheDateAndASerialNumber) {
  auto store = RegistrationStore{};
  EXPECT_EQ(store.number_of(store.add(record(0, 1))), "20241202000000000001");
  EXPECT_EQ(store.number_of(store.add(record(5, 1))), "20241202000000000002");
}

TEST(RegistrationStore, FindsOnlyTheNumbersItGave) {
  auto store = RegistrationStore{};
  store.add(record(0, 42));
  auto const found = store.find("20241202000000000001");
  ASSERT_TRUE(found);
  EXPECT_EQ(store.record(*found).person, 42U);
  for (auto const* const number : {"20241202000000000000", "20241202000000000002", "20241203000000000001",
                                   "2024120200000000001", "2024120200000000000x", ""}) {
    EXPECT_FALSE(store.find(number)) << number;
  }
}

TEST(RegistrationStore, NoticesCountWithinAStationAndLeaveWhenFetched) {
  auto store = RegistrationStore{};
  auto const a = store.add(record(3, 1));
  store.add(record(1, 2));
  auto const b = store.add(record(3, 3));
  auto const c = store.add(record(3, 4));
  auto const sequences = [&](std::uint64_t after) {
    auto text = std::string{};
    for (auto const& notice : store.notices({3}, after)) text += std::to_string(notice.sequence);
    return text;
  };
  EXPECT_EQ(sequences(0), "123");
  EXPECT_EQ(sequences(1), "23");
  EXPECT_EQ(store.notices({3}, 2).front().registration_number, store.number_of(c));
  store.mark_fetched(b);
  store.mark_fetched(b);
  EXPECT_EQ(sequences(0), "13");
  store.mark_fetched(c);
  store.mark_fetched(a);
  EXPECT_EQ(sequences(0), "");
  store.add(record(3, 5));
  EXPECT_EQ(sequences(0), "4");
  EXPECT_TRUE(store.notices({2}, 0).empty());
  EXPECT_TRUE(store.notices({900}, 0).empty());
}

TEST(RegistrationStore, OneAnswerCarriesSoManyNotices) {
  auto store = RegistrationStore{};
  for (std::size_t i = 0; i < RegistrationStore::kNoticesPerAnswer + 10; ++i) store.add(record(0, i));
  auto const first = store.notices({0}, 0);
  ASSERT_EQ(first.size(), RegistrationStore::kNoticesPerAnswer);
  EXPECT_EQ(store.notices({0}, first.back().sequence).size(), 10U);
}

TEST(RegistrationStore, KeepsTheLatestAndForgetsTheOldestManyAtATime) {
  auto store = RegistrationStore{10};
  constexpr auto kAll = 10 + RegistrationStore::kForgottenAtOnce;
  auto first = std::string{};
  for (std::size_t i = 0; i < kAll; ++i) {
    if (i == kAll - 1) {
      EXPECT_EQ(store.size(), kAll - 1);
    }
    auto const number = store.number_of(store.add(record(i % 2 == 0 ? 0 : 1, i)));
    if (i == 0) first = number;
  }
  EXPECT_EQ(store.size(), 10U);
  EXPECT_FALSE(store.find(first));
  auto const notices = store.notices({1}, 0);
  ASSERT_EQ(notices.size(), 5U);
  EXPECT_EQ(notices.back().sequence, kAll / 2);
  ASSERT_TRUE(store.find(notices.front().registration_number));
  auto const next = store.add(record(1, 7));
  EXPECT_EQ(store.notices({1}, kAll / 2).front().registration_number, store.number_of(next));
}

TEST(RegistrationStore, ForgetsWhatIsOlderThanAMonthButNeverTheLast) {
  auto store = RegistrationStore{};
  auto old = record(0, 1);
  auto const number = store.number_of(store.add(old));
  store.add(old);
  auto later = record(2, 2);
  later.registered += RegistrationStore::kKept + std::chrono::days{1};
  store.add(later);
  EXPECT_TRUE(store.find(number));
  later.registered += std::chrono::seconds{1};
  auto const last = store.number_of(store.add(later));
  EXPECT_FALSE(store.find(number));
  EXPECT_EQ(store.size(), 2U);
  EXPECT_TRUE(store.notices({0}, 0).empty());
  later.registered += std::chrono::days{100};
  EXPECT_EQ(store.number_of(store.add(later)).substr(8), "000000000005");
  EXPECT_EQ(store.size(), 1U);
  EXPECT_FALSE(store.find(last));
}

}  // namespace
}  // namespace kazasu::eligibility
