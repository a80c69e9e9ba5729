#include "emulators/claims/record_layout.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace kazasu::claims {
namespace {

// Counted in the specification's own tables.
TEST(RecordLayout, HasTheFieldsOfTheSpecification) {
  auto const counts = std::map<std::string, std::size_t>{
      {"HM", 8}, {"RE", 15}, {"HO", 12}, {"KO", 8}, {"SN", 9}, {"JD", 33}, {"MF", 33},
      {"GI", 8}, {"IH", 7},  {"HJ", 4},  {"JS", 6}, {"SY", 5}, {"RJ", 29}, {"TJ", 5},
      {"TZ", 4}, {"KS", 5},  {"CO", 4},  {"KA", 9}, {"GO", 1}};
  ASSERT_EQ(counts.size(), kRecordTypes);
  for (auto const& [id, count] : counts) {
    auto const type = record_type_by_id(id);
    ASSERT_TRUE(type) << id;
    EXPECT_EQ(layout_of(*type).id, id);
    EXPECT_EQ(layout_of(*type).type, *type);
    EXPECT_EQ(layout_of(*type).field_count(), count) << id;
  }
  for (auto const* id : {"", "H", "hm", "XX", "HMM"}) EXPECT_FALSE(record_type_by_id(id)) << id;
}

TEST(RecordLayout, StandsInTheOrderOfTheFile) {
  EXPECT_EQ(layout_of(RecordType{0}).id, "HM");
  EXPECT_EQ(layout_of(RecordType{1}).id, "RE");
  EXPECT_EQ(layout_of(RecordType{17}).id, "KA");
  EXPECT_EQ(layout_of(RecordType{18}).id, "GO");
}

}  // namespace
}  // namespace kazasu::claims
