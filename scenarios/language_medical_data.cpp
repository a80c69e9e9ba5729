#include <array>

#include "scenarios/language_parts.h"

namespace kazasu::scenarios {

namespace {

constexpr auto kKinds = std::to_array<std::string_view>({"medication", "checkup"});

ViewMedicalDataStep& last(Scenario& scenario) {
  return std::get<ViewMedicalDataStep>(scenario.journeys.back().steps.back());
}

constexpr auto kMedicalData = std::to_array<Entry>({
    {.path = "journey.steps.view_medical_data",
     .type = Type::kStep,
     .description = "The station looks at the patient's medical data over the closed line.",
     .set = [](Scenario& s, Value const&) { s.journeys.back().steps.emplace_back(ViewMedicalDataStep{}); }},
    {.path = "journey.steps.view_medical_data.kind",
     .type = Type::kWord,
     .description = "Prescriptions and treatments, or health check-ups (from the age of 40).",
     .initial = "medication",
     .words = Words{kKinds},
     .set = [](Scenario& s, Value const& v) { last(s).kind = as_word<eligibility::MedicalDataKind>(v); }},
    {.path = "journey.steps.view_medical_data.repeats",
     .type = Type::kInteger,
     .description =
         "Requests for the one view, each after the other: more than one of a client that misbehaves.",
     .initial = "1",
     .lowest = "1",
     .highest = "10000",
     .set = [](Scenario& s, Value const& v) { last(s).repeats = as_u32(v); }},
    {.path = "journey.steps.view_medical_data.patience",
     .type = Type::kDuration,
     .description = "After this time a request is given up.",
     .initial = "30s",
     .lowest = "1ms",
     .highest = "10min",
     .set = [](Scenario& s, Value const& v) { last(s).patience = as<sim::Duration>(v); }},
});

}  // namespace

std::span<Entry const> medical_data_entries() {
  return kMedicalData;
}

}  // namespace kazasu::scenarios
