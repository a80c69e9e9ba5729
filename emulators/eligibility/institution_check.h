// Who asks over the closed line, and whether he may.
#pragma once

#include <string_view>

#include "emulators/eligibility/eligibility_parts.h"
#include "emulators/eligibility/outcome.h"

namespace kazasu::eligibility {

inline constexpr auto kInstitutionCodeDigits = std::size_t{10};

struct CheckedInstitution {
  Outcome outcome = Outcome::kMalformedRequest;
  identity::StationIndex station = 0;  // meaningful when accepted
};
CheckedInstitution check_institution(EligibilityParts const& parts, std::string_view code, sim::Instant now);
// kAccepted for a station that is live.
Outcome check_admission(EligibilityParts const& parts, identity::StationIndex station, sim::Instant now);

bool has_digits(std::string_view text, std::size_t count);

template <class Answer>
Answer refused(Outcome outcome) {
  auto answer = Answer{};
  answer.outcome = outcome;
  return answer;
}

// The header of an answer on the closed line; times are cut to seconds, as the messages carry them.
template <class Answer, class Request>
Answer answer_to(Request const& request, sim::Instant now) {
  auto answer = Answer{};
  answer.processed_at = std::chrono::floor<std::chrono::seconds>(now);
  answer.institution_code = request.institution_code;
  answer.file_identifier = request.file_identifier;
  return answer;
}

}  // namespace kazasu::eligibility
