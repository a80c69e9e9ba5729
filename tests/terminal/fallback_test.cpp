#include "emulators/terminal/fallback.h"

#include <gtest/gtest.h>

namespace kazasu::terminal {
namespace {

using namespace std::chrono_literals;
using std::chrono::December;
using std::chrono::July;

constexpr auto kTimedOutVisit = VisitOutcome{"timed_out", ""};

identity::InsuranceHistory insured_by(std::string insurer) {
  auto history = identity::InsuranceHistory{};
  history.periods.push_back({.insurer_number = std::move(insurer),
                             .symbol = {},
                             .number = "1",
                             .branch = {},
                             .qualified = 2020y / 4 / 1});
  return history;
}

TEST(Fallback, ASureDocumentComesBeforeAnUnsureOne) {
  auto at_home = AtHome{.certificate = true,
                        .old_card = true,
                        .portal_screen = true,
                        .qualification_notice = true,
                        .known_patient = true};
  EXPECT_EQ(choose_fallback(kTimedOutVisit, at_home), Fallback::kEligibilityCertificate);
  at_home.certificate = false;
  EXPECT_EQ(choose_fallback(kTimedOutVisit, at_home), Fallback::kPortalScreen);
  at_home.portal_screen = false;
  EXPECT_EQ(choose_fallback(kTimedOutVisit, at_home), Fallback::kQualificationNotice);
  at_home.qualification_notice = false;
  EXPECT_EQ(choose_fallback(kTimedOutVisit, at_home), Fallback::kOldInsuranceCard);
  at_home.old_card = false;
  EXPECT_EQ(choose_fallback(kTimedOutVisit, at_home), Fallback::kOralCheck);
  at_home.known_patient = false;
  EXPECT_EQ(choose_fallback(kTimedOutVisit, at_home), Fallback::kDeclaration);
}

TEST(Fallback, WithoutAnInsuranceCardNothingCountsThatNeedsItBeside) {
  auto const at_home = AtHome{.portal_screen = true, .qualification_notice = true};
  for (auto const* const failed : {"no_card", "card_not_registered", "card_suspended", "certificate_revoked",
                                   "certificate_beyond_grace"}) {
    EXPECT_EQ(choose_fallback({failed, ""}, at_home), Fallback::kDeclaration) << failed;
  }
  EXPECT_EQ(choose_fallback(kTimedOutVisit, {.usable_card = false, .portal_screen = true}),
            Fallback::kDeclaration);
}

TEST(Fallback, ALockedPinOpensNoPortalEither) {
  EXPECT_EQ(choose_fallback({"pin_locked", ""}, {.portal_screen = true, .qualification_notice = true}),
            Fallback::kQualificationNotice);
}

TEST(Fallback, GivesNoMedicalDataAndMostlyNoReInquiry) {
  for (std::size_t i = 1; i < kFallbacks; ++i) {
    auto const& follows = consequences_of(static_cast<Fallback>(i));
    EXPECT_FALSE(follows.medical_data) << follows.name;
    EXPECT_EQ(follows.re_inquiry, static_cast<Fallback>(i) == Fallback::kOralCheck) << follows.name;
    EXPECT_FALSE(follows.rule.empty());
  }
  EXPECT_FALSE(consequences_of(Fallback::kEligibilityCertificate).claim_may_return);
  EXPECT_TRUE(consequences_of(Fallback::kDeclaration).claim_may_return);
}

TEST(OldCard, HoldsToTheFirstOfDecember2025AtMost) {
  auto const history = insured_by("06130488");
  EXPECT_TRUE(old_card_holds(history, 2025y / December / 1));
  EXPECT_FALSE(old_card_holds(history, 2025y / December / 2));
}

TEST(OldCard, EndsWithItsOwnDateAndWithItsInsurer) {
  EXPECT_TRUE(old_card_holds(insured_by("39981234"), 2025y / July / 31));
  EXPECT_FALSE(old_card_holds(insured_by("39981234"), 2025y / 8 / 1));
  EXPECT_FALSE(old_card_holds(insured_by("  123456"), 2025y / 8 / 1));
  auto changed = insured_by("06130488");
  changed.periods.front().lost = 2025y / 2 / 1;
  changed.periods.push_back(
      {.insurer_number = "01130012", .symbol = {}, .number = "2", .branch = {}, .qualified = 2025y / 2 / 1});
  EXPECT_TRUE(old_card_holds(changed, 2025y / 1 / 31));
  EXPECT_FALSE(old_card_holds(changed, 2025y / 2 / 1)) << "no old card was issued after 2024-12-01";
}

}  // namespace
}  // namespace kazasu::terminal
