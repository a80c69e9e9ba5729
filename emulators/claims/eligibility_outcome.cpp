#include "emulators/claims/eligibility_outcome.h"

#include <array>

namespace kazasu::claims {

namespace {

struct OutcomeNames {
  std::string_view name;
  std::string_view code;       // 別表24
  std::string_view treatment;  // 処理区分
};
constexpr auto kNames = std::to_array<OutcomeNames>({{"not looked up", "01", ""},
                                                     {"confirmed", "02", ""},
                                                     {"branch identified", "09", "枝番特定"},
                                                     {"to the insurer written", "06", "記載の保険者へ請求"},
                                                     {"transferred", "04", "振替"},
                                                     {"split", "05", "分割"},
                                                     {"not found", "03", ""},
                                                     {"lost", "07", ""},
                                                     {"not transferable", "03", ""},
                                                     {"not splittable", "03", ""}});
static_assert(kNames.size() == kEligibilityOutcomes);

}  // namespace

std::string_view name_of(EligibilityOutcome outcome) {
  return kNames[static_cast<std::size_t>(outcome)].name;
}

std::string_view confirmation_code(EligibilityOutcome outcome) {
  return kNames[static_cast<std::size_t>(outcome)].code;
}

std::string_view treatment_of(EligibilityOutcome outcome) {
  return kNames[static_cast<std::size_t>(outcome)].treatment;
}

std::optional<Check> finding_of(EligibilityOutcome outcome) {
  switch (outcome) {
    case EligibilityOutcome::kNotFound:
      return Check::kNotInsured;
    case EligibilityOutcome::kLost:
      return Check::kInsuranceLost;
    case EligibilityOutcome::kNotTransferable:
      return Check::kNotTransferable;
    case EligibilityOutcome::kNotSplittable:
      return Check::kNotSplittable;
    default:
      return std::nullopt;
  }
}

}  // namespace kazasu::claims
