// The step in which a station looks at a patient's medical data.
#pragma once

#include <string>

#include "emulators/eligibility/back_office_port.h"
#include "emulators/terminal/visit_outcome.h"
#include "scenarios/scenario.h"
#include "sim/engine.h"

namespace kazasu::scenarios {

inline constexpr auto kMedicalDataShown = terminal::VisitOutcome{"medical_data_shown", ""};

// Who asks about whom, by the insured data that the station keeps. The references must outlive the step.
struct MedicalDataView {
  eligibility::BackOfficePort& port;
  eligibility::Caller caller;
  std::string institution_code;
  identity::Person const& person;
};

// Asks `repeats` times, one request after the other and whatever comes, as a client does that does not know
// better. The outcome is that of the last answer.
sim::Task<terminal::VisitOutcome> view_medical_data(sim::Engine& engine, MedicalDataView view,
                                                    ViewMedicalDataStep step);

}  // namespace kazasu::scenarios
