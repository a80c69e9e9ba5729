#include "emulators/terminal/visit_outcome.h"

namespace kazasu::terminal {

VisitOutcome card_outcome(CardResult result) {
  switch (result) {
    case CardResult::kPinWrong:
      return {"pin_wrong", "JPKI application, VERIFY answers 63Cx"};
    case CardResult::kPinLocked:
      return {"pin_locked", "eligibility rule C9: three wrong PINs lock the card"};
    case CardResult::kCardRemoved:
      return {"card_removed", ""};
    case CardResult::kTimedOut:
      return {"card_timed_out", ""};
    case CardResult::kNotThisCard:
      return {"not_this_card", "JPKI application cannot be selected"};
    case CardResult::kOk:
      break;
  }
  return kNotUnderstood;
}

VisitOutcome delivery_outcome(eligibility::Delivery delivery) {
  switch (delivery) {
    case eligibility::Delivery::kTimedOut:
      return kTimedOut;
    case eligibility::Delivery::kUnreachable:
      return kUnreachable;
    case eligibility::Delivery::kNotUnderstood:
    case eligibility::Delivery::kDelivered:
      break;
  }
  return kNotUnderstood;
}

VisitOutcome refusal_outcome(eligibility::Outcome outcome) {
  return {eligibility::name_of(outcome), eligibility::refused_by(outcome)};
}

VisitOutcome validity_outcome(eligibility::QualificationValidity validity) {
  using enum eligibility::QualificationValidity;
  static constexpr auto kRule = std::string_view{"OQSCD006 資格有効性"};
  switch (validity) {
    case kValid:
    case kValidUnregistered:
      return kShown;
    case kInvalid:
      return {"qualification_invalid", kRule};
    case kInvalidNewQualification:
      return {"qualification_replaced", kRule};
    case kNotFound:
      return {"qualification_not_found", kRule};
    case kSeveral:
      return {"qualification_several", kRule};
  }
  return kNotUnderstood;
}

}  // namespace kazasu::terminal
