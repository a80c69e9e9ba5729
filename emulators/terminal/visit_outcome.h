// How one visit at the terminal ended, and which rule decided.
#pragma once

#include <string_view>

#include "emulators/eligibility/messages.h"
#include "emulators/eligibility/ports.h"
#include "emulators/terminal/card_reader.h"

namespace kazasu::terminal {

// Name and rule are texts of static storage: outcomes are counted by name, and a report prints the rule.
struct VisitOutcome {
  std::string_view name = "unfinished";
  std::string_view rule;

  bool operator==(VisitOutcome const& other) const { return name == other.name; }
};

// What a journey reached; the last step's own is its success.
inline constexpr VisitOutcome kConsented{"consented", ""};
inline constexpr VisitOutcome kRegistered{"registered", ""};
inline constexpr VisitOutcome kShown{"shown", ""};
inline constexpr VisitOutcome kTimedOut{"timed_out", ""};
inline constexpr VisitOutcome kUnreachable{"unreachable", ""};
inline constexpr VisitOutcome kNotUnderstood{"not_understood", ""};
inline constexpr VisitOutcome kNoCard{"no_card", "the patient has no My Number card"};

// The outcome of a card that did not deliver. Precondition: result is not kOk.
VisitOutcome card_outcome(CardResult result);
// The outcome of an exchange that brought no answer. Precondition: delivery is not kDelivered.
VisitOutcome delivery_outcome(eligibility::Delivery delivery);
// The outcome of a refusal by the eligibility system. Precondition: outcome is not kAccepted.
VisitOutcome refusal_outcome(eligibility::Outcome outcome);
// The outcome of an answer that was delivered: shown, or what the qualification itself says.
VisitOutcome validity_outcome(eligibility::QualificationValidity validity);

}  // namespace kazasu::terminal
