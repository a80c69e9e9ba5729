// Every check of the table is raised by some edit of a clean file, and by each edit exactly what is told.
#include "tests/claims/check_edits.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "emulators/claims/check_page.h"
#include "emulators/claims/checks_left_out.h"
#include "tests/claims/cross_world.h"

namespace kazasu::claims {
namespace {

class CheckEdits : public ::testing::TestWithParam<CheckEdit> {};

TEST_P(CheckEdits, RaisesExactlyItsCodes) {
  auto const& edit = GetParam();
  auto rules = FileRules{.fees = official_fees(), .claim_month = kClaimMonth};
  if (edit.station) rules.station = [&edit](std::string_view) { return edit.station; };
  rules.caller = edit.caller;
  if (edit.knows_numbers) {
    rules.search_number = [](std::string_view number) { return number == "12345678901234567"; };
  }
  auto person = OnePerson{};
  person.lived = edit.insured.value_or(identity::InsuranceHistory{});
  auto const insurance = RegisteredInsurance{person};
  auto before = SentBefore{};
  before.everything = edit.sent_before;
  auto const beside = CrossRules{
      .insurance = edit.insured ? &insurance : nullptr, .decode = decode_known, .earlier = &before};
  auto const file = edit.file();
  for (auto const chunk : {std::size_t{3}, std::size_t{4096}}) {
    EXPECT_EQ(cross_check(file, beside, {.rules = &rules, .chunk = chunk}).codes(), edit.codes);
  }
}

INSTANTIATE_TEST_SUITE_P(OfAFile, CheckEdits, ::testing::ValuesIn(check_edits()),
                         [](auto const& edit) { return edit.param.name; });

TEST(CheckTable, HasAnEditForEveryCheck) {
  auto const edits = check_edits();
  for (auto const& rule : check_rules()) {
    EXPECT_TRUE(std::ranges::any_of(
        edits, [&rule](CheckEdit const& edit) { return edit.codes.find(rule.code) != std::string::npos; }))
        << rule.code << ": add an edit that raises it to check_edits.cpp";
  }
}

TEST(CheckTable, HasEachCodeOnceInItsBand) {
  auto codes = std::vector<std::string_view>{};
  for (auto const& rule : check_rules()) {
    codes.push_back(rule.code);
    auto const band = rule.band == Band::kFile      ? "L1"
                      : rule.band == Band::kReceipt ? "L2"
                      : rule.band == Band::kReturn  ? "L3"
                      : rule.band == Band::kReview  ? "L4"
                      : rule.band == Band::kNotice  ? "L48"
                                                    : "L7";
    EXPECT_TRUE(rule.code.starts_with(band)) << rule.code;
    EXPECT_EQ(rule.code.size(), 5U);
  }
  for (auto const& check : checks_left_out()) {
    if (!check.code.empty()) codes.push_back(check.code);
  }
  std::ranges::sort(codes);
  EXPECT_EQ(std::ranges::adjacent_find(codes), codes.end()) << "a code stands twice";
}

TEST(CheckTable, IsThePageInTheDocuments) {
  auto page = std::stringstream{};
  page << std::ifstream{KAZASU_CHECK_PAGE, std::ios::binary}.rdbuf();
  EXPECT_EQ(page.str(), check_page_text()) << "build the target claims_checks_page to write the page again";
}

}  // namespace
}  // namespace kazasu::claims
