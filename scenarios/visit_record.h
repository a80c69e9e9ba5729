// What one visit yields: the stream that every figure is folded from. Masked at the source: no name, number,
// PIN or key, only indices into the synthetic population.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "emulators/eligibility/way_in.h"
#include "emulators/identity/population.h"
#include "emulators/terminal/fallback.h"
#include "emulators/terminal/nurse_device.h"
#include "emulators/terminal/stage.h"
#include "emulators/terminal/visit_outcome.h"
#include "scenarios/scenario.h"
#include "sim/time.h"

namespace kazasu::scenarios {

// The kinds of step, in the order of the Step variant.
inline constexpr std::size_t kStepKinds = std::variant_size_v<Step>;
inline constexpr std::array<std::string_view, kStepKinds> kStepNames = {
    "think",           "consent",      "enter_pin", "tap_card", "fetch_eligibility", "view_medical_data",
    "activate_device", "visual_check", "re_inquiry"};

struct StepTime {
  bool reached = false;
  sim::Duration time{};  // all of the step, the human part included
};

// How the holder was identified; nothing where no card was read.
enum class Identified : std::uint8_t { kNot, kByPin, kByVisualCheck, kByStoredData };
inline constexpr auto kIdentified =
    std::array<std::string_view, 4>{"nothing", "pin", "visual_check", "stored_data"};

// What else happened in a visit.
struct VisitEvents {
  bool device_activated = false;
  bool pin_locked = false;  // or never set
  bool card_registered = false;
  bool card_linked = false;
  bool expires_soon = false;
  bool eligibility_only = false;
};

struct VisitRecord {
  std::uint64_t number = 0;  // of the arrival
  identity::StationIndex station = 0;
  identity::PersonIndex person = 0;
  sim::TimePoint intended;
  sim::TimePoint began;
  sim::TimePoint ended;
  sim::Duration human{};          // thinking, consent and PIN typing
  sim::Duration critical_path{};  // tap -> shown, measured apart from the stages that must add up to it
  bool tapped = false;            // the critical path began
  bool complete = false;          // and it was walked to its end
  std::uint8_t taps = 0;          // more than one after a wrong PIN
  std::size_t journey = 0;        // index on the scenario
  eligibility::WayIn way_in = eligibility::WayIn::kWeb;
  Identified identified = Identified::kNot;
  VisitEvents events;
  terminal::VisitOutcome outcome;  // that of the fallback where there was one
  terminal::Fallback fallback = terminal::Fallback::kNone;
  terminal::VisitOutcome failure;  // why there was a fallback
  terminal::StageTimes stages;
  std::array<StepTime, kStepKinds> steps{};
  std::size_t last_step = 0;  // the kind of the step that the visit ended in
  terminal::ChannelUse page;
  terminal::ChannelUse app;
  terminal::ChannelUse line;

  sim::Duration response() const { return ended - intended; }
  sim::Duration service() const { return ended - began; }
  sim::Duration lag() const { return began - intended; }
};

}  // namespace kazasu::scenarios
