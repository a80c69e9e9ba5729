// The nurse's device on the internet channel: the マイナ在宅受付Web flow of a first visit.
//
// Order of the flow (eligibility.md §1.3, rules C1 and C8): consent per item, confirmation, the PIN typed by
// the patient, then the card. VERIFY is sent to the card only when it is held to the reader.
#pragma once

#include <string>

#include "emulators/eligibility/ports.h"
#include "emulators/terminal/card_reader.h"
#include "emulators/terminal/stage.h"
#include "emulators/terminal/visit_outcome.h"
#include "sim/engine.h"

namespace kazasu::terminal {

// What one call on a channel cost in connections.
struct ChannelUse {
  bool exchanged = false;
  bool new_connection = false;
  bool resumed = false;
};

// The consent screen: `accepted` is false when `outcome` says why not.
struct ConsentResult {
  VisitOutcome outcome;
  bool accepted = false;
  std::string session;
  std::string nonce;
  ChannelUse page;
};

// tap -> registered. The stages add up to `ended` - `tapped`.
struct TapResult {
  VisitOutcome outcome;
  bool registered = false;
  CardResult card = CardResult::kOk;
  int tries_left = -1;  // after a wrong PIN
  eligibility::Registration registration;
  StageTimes stages;
  ChannelUse app;
};

struct NurseDevice {
  sim::Engine& engine;
  eligibility::ReceptionPort& reception;
  eligibility::Caller caller;
  std::string reception_token;  // from the institution's own URL

  // Sends the confirmed consents; the answer carries the nonce that the card will sign.
  sim::Task<ConsentResult> confirm_consent(eligibility::ConsentSet consents, sim::TimePoint deadline) const;

  // The card is held to the reader: activation, SELECT, VERIFY, certificate, signature, registration.
  sim::Task<TapResult> tap(CardReader& card, std::string pin, ConsentResult const& consent,
                           sim::TimePoint deadline) const;
};

}  // namespace kazasu::terminal
