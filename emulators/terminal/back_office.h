// The station's back office (qualification terminal or receipt computer) on the closed line: it learns that a
// patient was registered and fetches the eligibility.
#pragma once

#include <string>

#include "emulators/eligibility/back_office_port.h"
#include "emulators/eligibility/ports.h"
#include "emulators/terminal/nurse_device.h"
#include "emulators/terminal/stage.h"
#include "emulators/terminal/visit_outcome.h"
#include "sim/engine.h"

namespace kazasu::terminal {

// registered -> fetched. The stages add up to the time that fetch() took.
struct FetchResult {
  VisitOutcome outcome;
  bool fetched = false;
  StageTimes stages;
  ChannelUse line;
};

// How the back office learns of a registration: told at once by the nurse's device, or by polling.
struct Polling {
  sim::Duration interval{};  // zero: told at once
  sim::Duration phase{};     // the station's polls fall on phase + n * interval
};

struct BackOffice {
  sim::Engine& engine;
  eligibility::EligibilityPort& eligibility;
  eligibility::Caller caller;
  std::string institution_code;

  sim::Task<FetchResult> fetch(std::string registration_number, Polling polling,
                               sim::TimePoint deadline) const;

 private:
  // Polls until the registration is announced; the last delivery tells how that ended.
  sim::Task<FetchResult> await_notice(std::string registration_number, Polling polling,
                                      sim::TimePoint deadline) const;
};

// A later visit: the station asks with the insured data that it has stored (再照会). The stage is beside the
// critical path, which begins with a card.
struct ReInquiry {
  sim::Engine& engine;
  eligibility::BackOfficePort& back_office;
  eligibility::Caller caller;

  sim::Task<FetchResult> ask(eligibility::ReInquiryRequest request, sim::TimePoint deadline) const;
};

}  // namespace kazasu::terminal
