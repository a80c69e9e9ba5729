#include "emulators/adapters/services/outcome_codes.h"

namespace kazasu::adapters {

using eligibility::Outcome;

int status_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::kMalformedRequest:
      return 400;
    case Outcome::kUnknownInstitution:
      return 404;
    case Outcome::kStorageFailed:
    case Outcome::kBusy:
      return 503;
    default:
      return 200;
  }
}

bool carries_answer(int status) {
  return status == 200 || status == 400 || status == 404 || status == 503;
}

std::optional<Outcome> outcome_by_name(std::string_view name) {
  for (auto i = 0; i <= static_cast<int>(Outcome::kBusy); ++i) {
    auto const outcome = static_cast<Outcome>(i);
    if (eligibility::name_of(outcome) == name) return outcome;
  }
  return std::nullopt;
}

}  // namespace kazasu::adapters
