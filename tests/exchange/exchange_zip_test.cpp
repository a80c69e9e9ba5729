#include "emulators/adapters/exchange/exchange_zip.h"

#include <gtest/gtest.h>

namespace kazasu::adapters {
namespace {

constexpr auto kName = "OQSmuquc02res_1.xml";

TEST(ExchangeZip, GivesBackWhatWentIn) {
  auto const content = std::string(100'000, 'a') + "試験";
  for (auto const* const password : {"", "secret of a test"}) {
    auto const archive = zip_one(kName, content, password);
    EXPECT_TRUE(archive.starts_with("PK"));
    EXPECT_LT(archive.size(), content.size());
    EXPECT_EQ(archive.find("試験"), std::string::npos);
    EXPECT_NE(archive.find(kName), std::string::npos);
    EXPECT_EQ(unzip_one(archive, content.size(), password), content);
  }
  EXPECT_EQ(unzip_one(zip_one(kName, "", ""), 10, ""), "");
}

TEST(ExchangeZip, OpensWithItsPasswordOnly) {
  auto const archive = zip_one(kName, "content", "right");
  EXPECT_FALSE(unzip_one(archive, 100, "wrong"));
  EXPECT_FALSE(unzip_one(archive, 100, ""));
}

TEST(ExchangeZip, RefusesBombsAndWhatIsNoArchive) {
  auto const bomb = zip_one(kName, std::string(10'000'000, '\0'), "");
  EXPECT_LT(bomb.size(), 100'000U);
  EXPECT_FALSE(unzip_one(bomb, 9'999'999, ""));
  EXPECT_FALSE(unzip_one("", 100, ""));
  EXPECT_FALSE(unzip_one("PK no archive", 100, ""));
  auto torn = zip_one(kName, "content", "");
  torn.resize(torn.size() / 2);
  EXPECT_FALSE(unzip_one(torn, 100, ""));
}

}  // namespace
}  // namespace kazasu::adapters
