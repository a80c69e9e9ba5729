#include "emulators/eligibility/settings_store.h"

#include <gtest/gtest.h>

namespace kazasu::eligibility {
namespace {

constexpr auto kOperation = Environment::kOperation;
constexpr auto kTest = Environment::kConnectionTest;

TEST(SettingsStore, IsSortedByNameWithinAnEnvironment) {
  auto store = SettingsStore{};
  for (auto const* const name : {"url/7", "url/12", "urn/1", "code/7"})
    EXPECT_TRUE(store.put({kOperation, name}, name));
  EXPECT_TRUE(store.put({kTest, "url/7"}, "other"));
  EXPECT_EQ(store.find({kOperation, "url/7"}), "url/7");
  EXPECT_EQ(store.find({kTest, "url/7"}), "other");
  EXPECT_EQ(store.find({kTest, "code/7"}), std::nullopt);
  auto const urls = store.below(kOperation, "url/");
  ASSERT_EQ(urls.size(), 2U);
  EXPECT_EQ(urls[0].first, "url/12");
  EXPECT_EQ(urls[1].second, "url/7");
  EXPECT_TRUE(store.erase({kOperation, "url/7"}));
  EXPECT_FALSE(store.erase({kOperation, "url/7"}));
  EXPECT_EQ(store.find({kTest, "url/7"}), "other");
}

TEST(SettingsStore, RefusesWhatIsTooLong) {
  auto store = SettingsStore{};
  EXPECT_TRUE(store.put({kOperation, "a"}, std::string(SettingsStore::kLongest - 1, 'x')));
  EXPECT_FALSE(store.put({kOperation, "a"}, std::string(SettingsStore::kLongest, 'y')));
  EXPECT_EQ(store.find({kOperation, "a"})->front(), 'x');
}

}  // namespace
}  // namespace kazasu::eligibility
