#include "emulators/claims/fee_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>
#include <string>

#include "emulators/claims/fee_texts.h"

namespace kazasu::claims {
namespace {

using ::testing::HasSubstr;

FeeTable official() {
  return FeeTable{{fee_items_text(), fee_addons_text(), fee_exclusions_text()}};
}

TEST(FeeTable, HasTheMastersItems) {
  auto const table = official();
  EXPECT_EQ(table.items().size(), 208U);
  auto limits = std::size_t{0};
  auto exclusions = std::size_t{0};
  for (auto const& item : table.items()) {
    limits += item.limits.size();
    exclusions += table.exclusions(item).size();
  }
  EXPECT_EQ(limits, 266U);
  // The master has two rows a pair; one of each of the 94 that yield is enough.
  EXPECT_EQ(exclusions, 4340U - 94U);
}

TEST(FeeTable, KnowsAmountsAndConditions) {
  auto const table = official();
  auto const* const base = table.find(510000110);
  ASSERT_NE(base, nullptr);
  EXPECT_EQ(base->yen(), 5550U);
  EXPECT_TRUE(base->needs_instruction());
  EXPECT_EQ(base->jobs, (std::vector<std::uint8_t>{1, 2, 3, 8}));
  ASSERT_EQ(base->limits.size(), 2U);
  EXPECT_EQ(base->limits[1].unit, LimitUnit::kWeek);
  EXPECT_EQ(base->limits[1].times, 3U);
  EXPECT_EQ(table.find(510000111), nullptr);
  auto const shares = std::ranges::count(table.items(), AmountKind::kPercent, &FeeItem::kind);
  EXPECT_EQ(shares, 3);
  for (auto const& item : table.items()) {
    if (item.kind == AmountKind::kPercent) {
      EXPECT_EQ(item.yen(), 0U);
    }
    if (item.kind == AmountKind::kPoints) {
      EXPECT_EQ(item.yen(), item.amount * 10);
    }
  }
}

TEST(FeeTable, KnowsWhatGoesTogether) {
  auto const table = official();
  auto const& base = *table.find(510000110);
  EXPECT_TRUE(table.goes_with(base, 510002370));  // 特別地域訪問看護加算
  EXPECT_TRUE(table.is_addon(510002370));
  EXPECT_FALSE(table.goes_with(base, 510000210));
  EXPECT_FALSE(table.is_addon(510000110));
  auto const excluded = table.exclusions(base);
  EXPECT_TRUE(std::ranges::any_of(excluded, [](Exclusion const& e) {
    return e.other == 510000210 && e.unit == ExclusionUnit::kDay && e.rule == ExclusionRule::kEither;
  }));
}

void expect_refused(FeeTable::Texts const& texts, std::string const& why) {
  try {
    auto const table = FeeTable{texts};
    ADD_FAILURE() << why;
  } catch (std::runtime_error const& error) {
    EXPECT_THAT(error.what(), HasSubstr(why));
  }
}

TEST(FeeTable, SaysWhatIsWrongInATable) {
  auto const heads = std::string{
      "code,name,kind,amount,below_age,jobs,day_visits,instruction,special,alone,group,standards,limits\n"};
  auto const item = [&](std::string const& line) { return heads + "# a comment\n" + line + "\n"; };
  auto const good = item("510000110,a,yen,5550,,01,1,1,2,,,,day:1");
  expect_refused({item("51000011,a,yen,5550,,01,1,1,2,,,,"), "", ""},
                 "fee items, line 3: expected a code of nine digits");
  expect_refused({item("510000110,a,yen,5550"), "", ""}, "line 3: expected 13 columns");
  expect_refused({item("510000110,a,euro,5550,,01,1,1,2,,,,"), "", ""}, "not \"euro\"");
  expect_refused({item("510000110,a,yen,5550,,01,1,1,2,,,,day"), "", ""}, "limits such as day:1");
  expect_refused({item("510000110,a,yen,5550,,01,1,1,2,,A101,,"), "", ""}, "a group without add-ons");
  expect_refused({good + "510000110,a,yen,5550,,01,1,1,2,,,,\n", "", ""}, "510000110 stands there twice");
  expect_refused({good, "group,addons\nA101,510000170\n", ""},
                 "fee add-ons, line 2: expected codes of fee items");
  expect_refused({good, "", "unit,rule,items,others\nday,either,510000110,510000170\n"},
                 "fee exclusions, line 2");
}

}  // namespace
}  // namespace kazasu::claims
