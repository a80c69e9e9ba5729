#include "emulators/identity/prefectures.h"

#include <gtest/gtest.h>

#include <map>

namespace kazasu::identity {
namespace {

TEST(Prefectures, AThousandPlacesFollowTheWeights) {
  auto counts = std::map<int, int>{};
  for (auto place = 0U; place < 1000; ++place) ++counts[prefecture_of_thousand(place)];
  ASSERT_EQ(counts.size(), kPrefectures.size());
  for (auto const& [prefecture, count] : counts) {
    EXPECT_EQ(count, kPrefectures[static_cast<std::size_t>(prefecture - 1)].stations_per_thousand)
        << prefecture;
  }
}

TEST(Prefectures, StandInOfficialOrder) {
  EXPECT_EQ(kPrefectures[0].name, "北海道");
  EXPECT_EQ(kPrefectures[12].name, "東京都");
  EXPECT_EQ(kPrefectures[26].name, "大阪府");
  EXPECT_EQ(kPrefectures[46].name, "沖縄県");
}

}  // namespace
}  // namespace kazasu::identity
