#include "emulators/claims/claim_drafts.h"

#include <gtest/gtest.h>

#include <map>

#include "emulators/adapters/files/shift_jis.h"
#include "emulators/claims/fee_texts.h"
#include "emulators/claims/file_checker.h"
#include "emulators/identity/generated_people.h"
#include "emulators/identity/generated_stations.h"

namespace kazasu::claims {
namespace {

constexpr auto kStations = identity::StationIndex{40};
constexpr auto kMonth = std::chrono::year{2025} / std::chrono::January;

class ClaimDraftsTest : public ::testing::Test {
 protected:
  // What the checks of the file itself make of it.
  std::vector<ReceiptClass> checked_from_bytes(ClaimFileKey const& file) {
    auto classes = std::vector<ReceiptClass>{};
    auto checker = FileChecker{{.fees = fees_, .claim_month = kMonth},
                               [](Finding const&) {},
                               [&classes](ReceiptView const&, std::optional<Band> gravest) {
                                 classes.push_back(class_of(gravest));
                               }};
    checker.feed(drafts_.bytes(file));
    EXPECT_FALSE(checker.finish().refused);
    return classes;
  }

  identity::PopulationSettings settings_{.seed = 5,
                                         .people = std::uint64_t{kStations} * CarePlanner::kMostPatients,
                                         .stations = kStations,
                                         .calendar_start = sim::from_jst({kMonth / 1, {}})};
  identity::GeneratedPeople people_{settings_};
  identity::GeneratedStations stations_{settings_};
  CarePlanner care_{5};
  FeeTable fees_{{fee_items_text(), fee_addons_text(), fee_exclusions_text()}};
  adapters::ShiftJisText text_;
  ClaimDrafts drafts_{{people_, stations_, care_, fees_},
                      {.seed = 5, .ppm = 200'000},
                      [this](std::string_view utf8) { return text_.encode(utf8); }};
};

TEST_F(ClaimDraftsTest, SayOfAFileWhatItsChecksFind) {
  auto found = std::map<ReceiptClass, int>{};
  for (identity::StationIndex station = 0; station < kStations; ++station) {
    for (auto const payer : {Payer::kFund, Payer::kFederation}) {
      auto const file = ClaimFileKey{station, payer, kMonth, 0};
      if (!drafts_.has(file)) {
        EXPECT_TRUE(drafts_.checked(file).receipts.empty());
        EXPECT_EQ(drafts_.bytes(file), "");
        continue;
      }
      auto said = std::vector<ReceiptClass>{};
      for (auto const& receipt : drafts_.checked(file).receipts) said.push_back(receipt.checked);
      EXPECT_EQ(said, checked_from_bytes(file)) << station;
      for (auto const one : said) ++found[one];
    }
  }
  EXPECT_GT(found[ReceiptClass::kReturn], 50);
  EXPECT_GT(found[ReceiptClass::kReview], 10);
  EXPECT_GT(found[ReceiptClass::kUnacceptable], 3);
  EXPECT_GT(found[ReceiptClass::kNormal], 500);
}

TEST_F(ClaimDraftsTest, HaveNoMistakeOnceCorrected) {
  auto const file = ClaimFileKey{1, Payer::kFund, kMonth, 1};
  for (auto const one : checked_from_bytes(file)) EXPECT_EQ(one, ReceiptClass::kNormal);
  EXPECT_FALSE(drafts_.checked(file).receipts.empty());
}

TEST_F(ClaimDraftsTest, HaveNoBytesWithoutAnEncoder) {
  auto const without = ClaimDrafts{{people_, stations_, care_, fees_}, {}};
  EXPECT_THROW(without.bytes({1, Payer::kFund, kMonth, 0}), std::logic_error);
  EXPECT_TRUE(without.has({1, Payer::kFund, kMonth, 0}));
}

}  // namespace
}  // namespace kazasu::claims
