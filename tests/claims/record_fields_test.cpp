#include "emulators/claims/record_fields.h"

#include <gtest/gtest.h>

#include <string>

namespace kazasu::claims {
namespace {

std::optional<FieldFinding> finding_of(std::string const& text, std::size_t field) {
  auto const record = RecordFields{text};
  return check_field(record, layout_of(record.type().value()), field);
}
void expect_fault(std::string const& text, std::size_t field, FieldFault fault) {
  auto const found = finding_of(text, field);
  ASSERT_TRUE(found) << text;
  EXPECT_EQ(found->fault, fault) << text;
}

TEST(RecordFields, AreCutAtCommas) {
  auto const text = std::string{"HJ,01,20240601,"};
  auto const record = RecordFields{text};
  ASSERT_EQ(record.size(), 4U);
  EXPECT_EQ(record[0], "HJ");
  EXPECT_EQ(record[2], "20240601");
  EXPECT_EQ(record[3], "");
  EXPECT_EQ(record[9], "");
  EXPECT_EQ(record.offset(2), 6U);
  auto const commas = std::string(200, ',');
  EXPECT_EQ(RecordFields{commas}.size(), RecordFields::kMost);
}

TEST(RecordFields, TakeWhatTheLayoutTakes) {
  auto const text = std::string{"KA,20240603,1,510000110,,5550,0103,,01"};
  for (std::size_t field = 1; field <= 8; ++field) EXPECT_FALSE(finding_of(text, field)) << field;
}

TEST(RecordFields, FindWhatItDoesNot) {
  expect_fault("KA,,1,510000110,,5550,,,", 1, FieldFault::kMissing);
  expect_fault("KA,202406,1,510000110,,5550,,,", 1, FieldFault::kTooShort);
  expect_fault("KA,202406033,1,510000110,,5550,,,", 1, FieldFault::kTooLong);
  expect_fault("KA,2024060x,1,510000110,,5550,,,", 1, FieldFault::kNotNumeric);
  expect_fault("KA,20240603,1,510000110,,5550 ,,,", 5, FieldFault::kNotNumeric);
  expect_fault("CO,810000001,abc,", 2, FieldFault::kWrongMode);
  expect_fault("CO,810000001,\x96\x4B\x81\x40,", 2, FieldFault::kTrailingSpaces);
  expect_fault("CO,810000001,\x96\x4B,1", 3, FieldFault::kFilledReserve);
  expect_fault("RE,1,6112,202406,a\x96\x4B,,1,19500101,,,,,,,", 4, FieldFault::kMixedModes);
  expect_fault("RE,1,6112,202406,\x96\x4B,,1,19500101,,,,,,\x96\x4B,", 13, FieldFault::kWrongMode);
}

TEST(RecordFields, SayWhereACharacterIsWrong) {
  auto const found = finding_of("CO,810000001,\x96\x4B\x96,", 2);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->fault, FieldFault::kCharacter);
  EXPECT_EQ(found->text, TextFault::kBrokenPair);
  EXPECT_EQ(found->offset, 15U);
}

}  // namespace
}  // namespace kazasu::claims
