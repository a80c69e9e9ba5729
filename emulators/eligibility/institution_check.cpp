#include "emulators/eligibility/institution_check.h"

#include <algorithm>

#include "emulators/eligibility/eligibility_stores.h"

namespace kazasu::eligibility {

bool has_digits(std::string_view text, std::size_t count) {
  return text.size() == count && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

Outcome check_admission(EligibilityParts const& parts, identity::StationIndex station, sim::Instant now) {
  if (parts.admission != nullptr) {
    auto const admitted = outcome_of(parts.admission->of(parts.environment, station, now));
    if (admitted != Outcome::kAccepted) return admitted;
  }
  auto const off =
      parts.stores != nullptr && !parts.stores->stations.home_visit_use({station, parts.environment});
  return off ? Outcome::kFunctionNotEnabled : Outcome::kAccepted;
}

CheckedInstitution check_institution(EligibilityParts const& parts, std::string_view code, sim::Instant now) {
  if (!has_digits(code, kInstitutionCodeDigits)) return {Outcome::kMalformedRequest};
  auto const station = parts.stations.by_institution_code(code);
  if (!station) return {Outcome::kUnknownInstitution};
  return {check_admission(parts, *station, now), *station};
}

}  // namespace kazasu::eligibility
