#include "emulators/eligibility/medical_data_desk.h"

#include <algorithm>

#include "emulators/eligibility/institution_check.h"

namespace kazasu::eligibility {

namespace {

// Of two reasons the one that says more.
Outcome outcome_of(ConsentStore::Found const& found, ConsentItem item) {
  switch (found.standing) {
    case ConsentStore::Standing::kNone:
      return Outcome::kConsentMissing;
    case ConsentStore::Standing::kEnded:
      return found.end == ConsentEnd::kByTime ? Outcome::kConsentExpired : Outcome::kConsentCancelled;
    case ConsentStore::Standing::kStands:
      break;
  }
  return found.consent.items.has(item) ? Outcome::kAccepted : Outcome::kConsentMissing;
}

void leave_treatments_out(std::vector<ClaimMonth>& claims) {
  for (auto& claim : claims) {
    for (auto& day : claim.days) day.treatments.clear();
    std::erase_if(claim.days, [](CareDay const& day) { return day.drugs.empty(); });
  }
  std::erase_if(claims, [](ClaimMonth const& claim) { return claim.days.empty(); });
}

}  // namespace

// 訪問診療等 is one flag for continuing care and 往診.
Outcome MedicalDataDesk::check_consent(MedicalDataRequest const& request, ConsentKey key,
                                       sim::Instant now) const {
  auto const item = request.kind == MedicalDataKind::kCheckup ? ConsentItem::kHealthCheckup
                                                              : ConsentItem::kDiagnosisAndMedication;
  auto const outcome = outcome_of(stores_.consents.look_up(key, now), item);
  if (outcome == Outcome::kAccepted || key.care != Care::kContinuing) return outcome;
  key.care = Care::kHouseCall;
  auto const of_house_call = outcome_of(stores_.consents.look_up(key, now), item);
  return of_house_call == Outcome::kConsentMissing ? outcome : of_house_call;
}

MedicalDataAnswer MedicalDataDesk::answer(MedicalDataRequest const& request, sim::Instant now) const {
  auto answer = answer_to<MedicalDataAnswer>(request, now);
  answer.kind = request.kind;
  answer.with_treatments = request.with_treatments;
  auto const checked = check_institution(parts_, request.institution_code, now);
  answer.outcome = checked.outcome;
  if (checked.outcome != Outcome::kAccepted) return answer;
  if (request.insurer_number.empty() || request.number.empty()) {
    answer.outcome = Outcome::kMalformedRequest;
    return answer;
  }
  if (request.first && request.last && *request.last < *request.first) {
    answer.outcome = Outcome::kPeriodInvalid;
    return answer;
  }
  auto const index = parts_.registry.by_insured_items(request.items(), std::nullopt);
  if (!index) {
    answer.outcome = Outcome::kPersonUnknown;
    return answer;
  }
  answer.outcome = check_consent(request, {*index, checked.station, request.care, parts_.environment}, now);
  if (answer.outcome != Outcome::kAccepted) return answer;

  auto const person = parts_.people.person(*index);
  answer.name = person.name;
  answer.name_kana = person.name_kana;
  answer.sex = person.sex;
  answer.birth_date = person.birth_date;
  answer.insurer_number = request.insurer_number;
  answer.symbol = request.symbol;
  answer.number = request.number;
  answer.branch = request.branch;
  auto const today = sim::date_jst(now);
  if (request.kind == MedicalDataKind::kCheckup) {
    answer.checkups = checkups_of(parts_.seed, person, today);
    return answer;
  }
  auto const latest = today.year() / today.month() - kLag;
  auto const earliest = latest - kMonths + std::chrono::months{1};
  answer.claims = claims_of(parts_.seed, *index, std::max(request.first.value_or(earliest), earliest),
                            std::min(request.last.value_or(latest), latest));
  auto const this_month = today.year() / today.month();
  auto const recent = this_month - kPrescriptionMonths + std::chrono::months{1};
  auto const to = request.last.value_or(this_month);
  answer.electronic =
      prescriptions_of(parts_.seed, *index, std::max(request.first.value_or(recent), recent),
                       to < this_month ? std::chrono::year_month_day{to / std::chrono::last} : today);
  if (!request.with_treatments) leave_treatments_out(answer.claims);
  return answer;
}

}  // namespace kazasu::eligibility
