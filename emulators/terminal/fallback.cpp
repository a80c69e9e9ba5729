#include "emulators/terminal/fallback.h"

#include <algorithm>

namespace kazasu::terminal {

namespace {

using namespace std::chrono;

constexpr auto kPinLocked = std::string_view{"pin_locked"};
constexpr auto kLastIssue = year{2024} / December / 1;
constexpr auto kLastDay = year{2025} / December / 1;
constexpr auto kLastYearlyDay = year{2025} / July / 31;

constexpr auto kConsequences = std::array<FallbackConsequences, kFallbacks>{{
    {"none", ""},
    {"eligibility_certificate", "訪問看護向け資料 R7.4.24, 資格確認書 (rule C12)"},
    {"old_insurance_card", "訪問看護向け資料 R7.4.24, 従来の健康保険証: to 2025-12-01 (rule T6)", false,
     false, true},
    {"portal_screen", "保発0710第1号 R5.7.10: マイナポータルの資格情報画面 with the card"},
    {"qualification_notice", "保発0710第1号 R5.7.10: 資格情報のお知らせ with the card", false, false, true},
    {"oral_check", "保発0710第1号 R5.7.10: a patient known to the institution", true, false, true},
    {"declaration", "保発0710第1号 R5.7.10: 被保険者資格申立書", false, false, true},
}};

bool renewed_yearly(identity::InsurancePeriod const& period) {
  return period.insurer_number.starts_with("39") || period.insurer_number.starts_with(' ') ||
         period.insurer_number.size() == 6;
}

}  // namespace

FallbackConsequences const& consequences_of(Fallback fallback) {
  return kConsequences[static_cast<std::size_t>(fallback)];
}

bool is_without_insurance_card(VisitOutcome const& failed) {
  static constexpr auto kNames = std::to_array<std::string_view>(
      {"no_card", "card_not_registered", "card_suspended", "certificate_revoked", "certificate_beyond_grace",
       "certificate_not_yet_valid", "person_unknown"});
  return std::ranges::find(kNames, failed.name) != kNames.end();
}

Fallback choose_fallback(VisitOutcome const& failed, AtHome const& at_home) {
  if (at_home.certificate) return Fallback::kEligibilityCertificate;
  if (!is_without_insurance_card(failed) && at_home.usable_card) {
    // マイナポータル asks for the same PIN.
    if (at_home.portal_screen && failed.name != kPinLocked) return Fallback::kPortalScreen;
    if (at_home.qualification_notice) return Fallback::kQualificationNotice;
  }
  if (at_home.old_card) return Fallback::kOldInsuranceCard;
  return at_home.known_patient ? Fallback::kOralCheck : Fallback::kDeclaration;
}

bool old_card_holds(identity::InsuranceHistory const& history, year_month_day day) {
  if (day > kLastDay) return false;
  return std::ranges::any_of(history.periods, [day](identity::InsurancePeriod const& period) {
    return period.qualified <= kLastIssue && period.holds_on(day) &&
           (day <= kLastYearlyDay || !renewed_yearly(period));
  });
}

}  // namespace kazasu::terminal
