#include "emulators/adapters/claims_line/claim_outcome_codes.h"

namespace kazasu::adapters {

using claims::ClaimOutcome;

int status_of(ClaimOutcome outcome) {
  switch (outcome) {
    case ClaimOutcome::kAccepted:
    case ClaimOutcome::kAcceptedBefore:
      return 200;
    case ClaimOutcome::kWrongPassword:
    case ClaimOutcome::kNotLoggedIn:
      return 401;
    case ClaimOutcome::kLocked:
    case ClaimOutcome::kPasswordMustChange:
    case ClaimOutcome::kOutsideWindow:
      return 403;
    case ClaimOutcome::kSendUnknown:
    case ClaimOutcome::kNothingThere:
      return 404;
    case ClaimOutcome::kTooLarge:
      return 413;
    case ClaimOutcome::kPasswordUnfit:
    case ClaimOutcome::kContentMismatch:
      return 422;
    case ClaimOutcome::kBusy:
      return 503;
    case ClaimOutcome::kGatewayTimeOut:
      return 504;
    case ClaimOutcome::kNothingToCorrect:
    case ClaimOutcome::kNotThisMonth:
    case ClaimOutcome::kTooManySends:
    case ClaimOutcome::kBeingChecked:
    case ClaimOutcome::kRefusedBefore:
    case ClaimOutcome::kConfirmedBefore:
    case ClaimOutcome::kCancelledBefore:
    case ClaimOutcome::kTestOnly:
    case ClaimOutcome::kNotSettledYet:
      break;
  }
  return 409;
}

std::optional<ClaimOutcome> claim_outcome_by_name(std::string_view name) {
  for (auto i = 0; i <= static_cast<int>(ClaimOutcome::kGatewayTimeOut); ++i) {
    auto const outcome = static_cast<ClaimOutcome>(i);
    if (name_of(outcome) == name) return outcome;
  }
  return std::nullopt;
}

}  // namespace kazasu::adapters
