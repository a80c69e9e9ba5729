// The device on the internet channel: マイナ在宅受付Web or the app on the nurse's device, or the patient's
// own.
//
// Order of the flow (eligibility.md §1.3, rules C1 and C8): consent per item, confirmation, the PIN typed by
// the patient, then the card. VERIFY is sent to the card only when it is held to the reader.
#pragma once

#include <chrono>
#include <optional>
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

// By which way the device comes in, and what for.
struct Entrance {
  eligibility::WayIn way_in = eligibility::WayIn::kWeb;
  eligibility::Care care = eligibility::Care::kContinuing;
  std::optional<std::chrono::year_month_day> consultation = {};  // of online care
  bool registers_card = false;
};

// What the holder of the card shows beside it.
struct Identification {
  eligibility::IdentityCheck check = eligibility::IdentityCheck::kPin;
  std::string pin = {};
  std::string passcode = {};  // of the visual check
};

struct NurseDevice {
  sim::Engine& engine;
  eligibility::ReceptionPort& reception;
  eligibility::Caller caller;
  std::string reception_token;  // from the institution's own URL; not used by the app
  Entrance entrance = {};
  std::string credential = {};  // of the activated device, for the app

  // Sends the confirmed consents; the answer carries the nonce that the card will sign.
  sim::Task<ConsentResult> confirm_consent(eligibility::ConsentSet consents, sim::TimePoint deadline) const;

  // The card is held to the reader: activation, SELECT, VERIFY, certificate, signature, registration. With a
  // visual check the PIN is not asked for and nothing is signed.
  sim::Task<TapResult> tap(CardReader& card, Identification identification, ConsentResult const& consent,
                           sim::TimePoint deadline) const;
};

}  // namespace kazasu::terminal
