// What a nurse falls back on when the online check gives no answer, so that every visit ends somewhere.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "emulators/identity/insurance_history.h"
#include "emulators/terminal/visit_outcome.h"

namespace kazasu::terminal {

enum class Fallback : std::uint8_t {
  kNone,
  kEligibilityCertificate,  // 資格確認書
  kOldInsuranceCard,        // 健康保険証, until 2025-12-01
  kPortalScreen,            // マイナポータルの資格情報画面, with the card
  kQualificationNotice,     // 資格情報のお知らせ, with the card
  kOralCheck,               // of a patient who is known, against what the station has
  kDeclaration,             // 被保険者資格申立書
};
inline constexpr std::size_t kFallbacks = 7;

// What follows from a fallback. Medical data come with a consent that was given online, never from here.
struct FallbackConsequences {
  std::string_view name;          // "eligibility_certificate", ...: the outcome of the visit
  std::string_view rule;          // document and clause
  bool re_inquiry = false;        // 再照会 stays possible: an earlier consent stands
  bool medical_data = false;      // 薬剤情報, 診療情報, 特定健診等情報
  bool claim_may_return = false;  // 返戻: nobody has checked the insured data on the day
};
FallbackConsequences const& consequences_of(Fallback fallback);

// What a patient has at home, as far as it can take the place of the online check.
struct AtHome {
  bool usable_card = true;     // a My Number card that is registered as an insurance card
  bool certificate = false;    // 資格確認書
  bool old_card = false;       // still valid, see old_card_holds()
  bool portal_screen = false;  // can open マイナポータル on a phone
  bool qualification_notice = false;
  bool known_patient = false;  // visited before
};

// True when `failed` says that the card cannot serve as an insurance card, so that nothing that needs the
// card beside it will do either; else the card is there and the check failed (unreadable, invalid, no data,
// outage).
bool is_without_insurance_card(VisitOutcome const& failed);

// The order is that of the notices (eligibility.md §1.7); among what is possible the surest for the claim
// comes first (ours).
Fallback choose_fallback(VisitOutcome const& failed, AtHome const& at_home);

// Rule T6: no old card was issued from 2024-12-02 on; those before hold to 2025-12-01 at most, and no longer
// than they say themselves or than the insurer they are from. National health insurance and the latter-stage
// elderly printed 2025-07-31 (ours: the common date).
bool old_card_holds(identity::InsuranceHistory const& history, std::chrono::year_month_day day);

}  // namespace kazasu::terminal
