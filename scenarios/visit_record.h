// What one visit yields: the stream that every figure is folded from. Masked at the source: no name, number,
// PIN or key, only indices into the synthetic population.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "emulators/identity/population.h"
#include "emulators/terminal/nurse_device.h"
#include "emulators/terminal/stage.h"
#include "emulators/terminal/visit_outcome.h"
#include "scenarios/scenario.h"
#include "sim/time.h"

namespace kazasu::scenarios {

// The kinds of step, in the order of the Step variant.
inline constexpr std::size_t kStepKinds = std::variant_size_v<Step>;
inline constexpr std::array<std::string_view, kStepKinds> kStepNames = {
    "think", "consent", "enter_pin", "tap_card", "fetch_eligibility", "view_medical_data"};

struct StepTime {
  bool reached = false;
  sim::Duration time{};  // all of the step, the human part included
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
  terminal::VisitOutcome outcome;
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
