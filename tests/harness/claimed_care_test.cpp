// From a receipt to the consent that it prolongs.
#include "harness/claimed_care.h"

#include <gtest/gtest.h>

#include "emulators/claims/claims_system.h"
#include "emulators/claims/incoming_file.h"
#include "emulators/claims/simulated_claims.h"
#include "emulators/claims/witnessed_claims.h"
#include "tests/claims/cross_world.h"
#include "tests/eligibility/sample_world.h"

namespace kazasu::harness {
namespace {

using eligibility::at;

constexpr auto kJanuary = std::chrono::year{2025} / std::chrono::January;
constexpr auto kPatient = identity::PersonIndex{2};

// Care of January for the patient, claimed in February.
std::string claim() {
  return claims::sample_with({}, {{"202407", "202502"},
                                  {",202406,", ",202501,"},
                                  {"19500101", "19480229"},
                                  {"01139997,123,4567", "06130488,3177,102"},
                                  {"20240601", "20250101"},
                                  {"20240831", "20250331"},
                                  {"20240603", "20250103"},
                                  {"20240605", "20250105"}});
}

// The whole way: checked beside the register, sent, confirmed.
TEST(ClaimedCare, ProlongsTheConsentOfWhoeverWasCaredFor) {
  auto world = eligibility::SampleWorld{};
  auto const number =
      world.visit(kPatient, eligibility::ConsentSet::all(), at("2024-12-02T09:00:00+09:00")).number;
  auto const march = at("2025-03-15T09:00:00+09:00");
  auto const until = [&] { return world.inquire(number, march).results.at(0).medication.available_until; };
  EXPECT_EQ(until(), at("2025-03-31T23:59:59+09:00"));

  auto const insurance = claims::RegisteredInsurance{world.registry};
  auto const caller = claims::ClaimCaller{.station = 0, .payer = claims::Payer::kFund};
  auto const month = kJanuary + std::chrono::months{1};
  auto const rules = claims::FileRules{.fees = claims::official_fees(), .claim_month = month};
  auto incoming =
      claims::IncomingFile{rules, caller, {.insurance = &insurance, .decode = claims::decode_known}};
  incoming.feed(claim());
  auto result = incoming.finish();
  EXPECT_TRUE(result.lines.empty());

  auto care = ClaimedCareConfirmation{world.system};
  auto witnessed = claims::WitnessedClaims{care};
  auto const seal = claims::OpenPasswords{};
  auto payers = claims::ClaimsSystem{{.stations = world.stations, .seal = seal, .claimed = &witnessed}};
  auto const tenth = at("2025-02-10T12:00:00+09:00");
  auto const sent = payers.send({.key = {.station = 0, .payer = caller.payer, .month = month},
                                 .sha256 = "a",
                                 .checked = std::move(result.checked)},
                                tenth);
  ASSERT_EQ(sent.outcome, claims::ClaimOutcome::kAccepted);
  EXPECT_EQ(until(), at("2025-03-31T23:59:59+09:00")) << "received, and not claimed yet";
  auto const confirm = claims::ClaimDecision{.month = month, .send = sent.number};
  EXPECT_EQ(payers.decide(caller, confirm, tenth + std::chrono::hours{1}), claims::ClaimOutcome::kAccepted);
  EXPECT_EQ(until(), at("2025-04-30T23:59:59+09:00"));
}

TEST(ClaimedCare, HeardOfTwiceOrOfOthersChangesNothing) {
  auto world = eligibility::SampleWorld{};
  auto const number =
      world.visit(kPatient, eligibility::ConsentSet::all(), at("2024-12-02T09:00:00+09:00")).number;
  auto const march = at("2025-03-15T09:00:00+09:00");
  auto const until = [&] { return world.inquire(number, march).results.at(0).medication.available_until; };
  auto witness = ClaimedCareConfirmation{world.system};
  auto const care = claims::ClaimedCare{.station = 0, .person = kPatient, .month = kJanuary};
  for (auto const* const day : {"2025-02-10T12:00:00+09:00", "2025-02-11T12:00:00+09:00"}) {
    witness.care_claimed(care, at(day));
    EXPECT_EQ(until(), at("2025-04-30T23:59:59+09:00"));
  }
  // Somebody without a consent.
  witness.care_claimed({.station = 0, .person = 3, .month = kJanuary}, march);
  EXPECT_EQ(until(), at("2025-04-30T23:59:59+09:00"));
}

}  // namespace
}  // namespace kazasu::harness
