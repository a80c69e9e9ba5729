#include "emulators/adapters/exchange/exchange_name.h"

#include <gtest/gtest.h>

#include <set>

namespace kazasu::adapters {
namespace {

TEST(ExchangeName, EveryInterfaceIsKnownByItsPrefix) {
  auto prefixes = std::set<std::string_view>{};
  for (auto const& known : exchange_interfaces()) {
    EXPECT_TRUE(prefixes.insert(known.prefix).second) << known.prefix;
    auto const name = std::string{known.prefix} + "req_202412020001.xml";
    auto const parsed = parse_request_name(name);
    EXPECT_EQ(parsed.fault, known.path.empty() ? NameFault::kNotServed : NameFault::kNone) << name;
    EXPECT_EQ(parsed.result_stem(), std::string{known.prefix} + "res_202412020001");
    EXPECT_TRUE(is_result_name(parsed.result_stem() + ".xml"));
  }
}

TEST(ExchangeName, IsTakenApart) {
  auto const parsed = parse_request_name("OQSmuquc02req_Ab-9_x.zip");
  EXPECT_EQ(parsed.fault, NameFault::kNone);
  EXPECT_EQ(parsed.prefix, "OQSmuquc02");
  EXPECT_EQ(parsed.suffix, "Ab-9_x");
  EXPECT_TRUE(parsed.zipped);
  ASSERT_NE(parsed.asked, nullptr);
  EXPECT_TRUE(parsed.asked->is_bulk());
  EXPECT_EQ(parsed.asked->path, "/eligibility/bulk/inquiry/results");
}

TEST(ExchangeName, WhatHasNoFormIsRefused) {
  auto const longest = std::string(RequestName::kLongestSuffix, '1');
  EXPECT_EQ(parse_request_name("OQSsiquc01req_" + longest + ".xml").fault, NameFault::kNone);
  for (auto const& wrong : {std::string{}, std::string{"x"}, std::string{"OQSsiquc01req_.xml"},
                            std::string{"OQSsiquc01req_1"}, std::string{"OQSsiquc01req_1.XML"},
                            std::string{"OQSsiquc01req_1.xml "}, std::string{"OQSsiquc01res_1.xml"},
                            std::string{"OQSsiquc03req_1.xml"}, std::string{"oqssiquc01req_1.xml"},
                            std::string{"OQSSIQUC01req_1.xml"}, std::string{"OQSsiquc01req1.xml"},
                            std::string{"OQSsiquc01req_1.xml.xml"}, std::string{"OQSsiquc01req_..xml"},
                            std::string{"OQSsiquc01req_../a.xml"}, std::string{"OQSsiquc01req_a b.xml"},
                            std::string{"OQSsiquc01req_あ.xml"}, std::string{"OQSsiquc01req_a\0b.xml", 20},
                            std::string{"OQSsiquc01req_\xFF.xml"}, "OQSsiquc01req_" + longest + "1.xml"}) {
    EXPECT_EQ(parse_request_name(wrong).fault, NameFault::kForm) << wrong;
  }
  EXPECT_EQ(parse_request_name("ABCsiquc01req_1.xml").fault, NameFault::kInterface);
}

TEST(ExchangeName, UnfinishedOnesAreLeftAlone) {
  for (auto const* const name : {".OQSsiquc01req_1.xml", "OQSsiquc01req_1.xml.tmp", "~a", "a.part"}) {
    EXPECT_TRUE(is_unfinished_name(name)) << name;
  }
  EXPECT_FALSE(is_unfinished_name("OQSsiquc01req_1.xml"));
}

TEST(ExchangeName, OnlyResultsMayExpire) {
  EXPECT_TRUE(is_result_name("OQSsiquc01res_1.pdf"));
  EXPECT_TRUE(is_result_name("OQSsiquc01res_face_1.xml"));
  for (auto const* const name : {"OQSsiquc01req_1.xml", "notes.xml", "OQSsiquc01res_1.txt", "OQSsiquc01"}) {
    EXPECT_FALSE(is_result_name(name)) << name;
  }
}

// OQSsiquc01res_face_{10-digit code + 20 hex}_{yyyyMMddHHmmss}.xml.
TEST(ExchangeName, OfACardConfirmation) {
  EXPECT_EQ(
      face_name("1360000014", "20241202000000000001", sim::parse_iso_date_time("2024-12-02T08:30:07+09:00")),
      "OQSsiquc01res_face_136000001420241202000000000001_20241202083007.xml");
}

}  // namespace
}  // namespace kazasu::adapters
