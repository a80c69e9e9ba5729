// How the claims systems of the payers answer what a station asks of them.
#pragma once

#include <cstdint>
#include <string_view>

namespace kazasu::claims {

enum class ClaimOutcome : std::uint8_t {
  kAccepted,
  kAcceptedBefore,  // the same file again: nothing was added
  // Of the month's course
  kOutsideWindow,     // not a day and hour of that action
  kNothingToCorrect,  // on days 11 and 12 only what was sent by the 10th may be sent again
  kNotThisMonth,      // of another month's claims
  kTooManySends,      // 999 in the month
  kSendUnknown,
  kBeingChecked,   // its list is not ready
  kRefusedBefore,  // by a finding of L1: there is nothing to confirm or cancel
  kConfirmedBefore,
  kCancelledBefore,
  kTestOnly,       // a test send is neither confirmed nor cancelled
  kNotSettledYet,  // returns and their lists come out after the examination
  kNothingThere,   // there is no such list or file for this send or month
  // Of accounts
  kWrongPassword,  // or no such user: the two are not told apart
  kLocked,         // after too many wrong passwords
  kPasswordMustChange,
  kPasswordUnfit,  // the new one breaks the rules, or is the old one
  kNotLoggedIn,    // no session, or it ended
  // Of the transfer
  kContentMismatch,  // the bytes that came are not those that were announced
  kTooLarge,
  kBusy,           // turned away by the window in front (503)
  kGatewayTimeOut  // the window gave up waiting (504); what was asked may still happen
};
std::string_view name_of(ClaimOutcome outcome);

constexpr bool is_accepted(ClaimOutcome outcome) {
  return outcome == ClaimOutcome::kAccepted || outcome == ClaimOutcome::kAcceptedBefore;
}
// Whether the same request may succeed later without anybody doing anything about it.
constexpr bool is_passing(ClaimOutcome outcome) {
  return outcome == ClaimOutcome::kBusy || outcome == ClaimOutcome::kGatewayTimeOut ||
         outcome == ClaimOutcome::kBeingChecked || outcome == ClaimOutcome::kOutsideWindow;
}

}  // namespace kazasu::claims
