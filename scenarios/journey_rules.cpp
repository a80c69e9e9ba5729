#include "scenarios/journey_rules.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "emulators/terminal/visit_outcome.h"
#include "scenarios/visit_medical_data.h"
#include "scenarios/visit_record.h"

namespace kazasu::scenarios {

namespace {

using eligibility::WayIn;

// The steps before a step, any one of each group. Those that are not here need nothing before them.
struct StepRule {
  std::string_view name;
  std::array<std::string_view, 2> needs;
  std::string_view instead = {};  // of the second
};
constexpr auto kStepRules = std::to_array<StepRule>({
    {"tap_card", {"consent", "enter_pin"}, "visual_check"},
    {"fetch_eligibility", {"tap_card", ""}},
    {"view_medical_data", {"tap_card", ""}},
});

class JourneyCheck {
 public:
  JourneyCheck(Journey const& journey, Position const* places, std::vector<Mistake>& mistakes)
      : journey_(journey), places_(places), mistakes_(mistakes) {}

  void run() {
    for (std::size_t i = 0; i < journey_.steps.size(); ++i) {
      auto const name = kStepNames[journey_.steps[i].index()];
      check_order(i, name);
      check_way_in(i, name);
      seen_.push_back(name);
    }
    if (!before("re_inquiry")) return;
    for (std::size_t i = 0; i < seen_.size(); ++i) {
      if (seen_[i] == "re_inquiry" || seen_[i] == "think") continue;
      report(i, "the step '" + std::string{seen_[i]} +
                    "' cannot stand beside 're_inquiry' — a later visit needs no card; make it a journey of "
                    "its own");
    }
  }

 private:
  bool before(std::string_view name) const {
    return std::find(seen_.begin(), seen_.end(), name) != seen_.end();
  }
  void report(std::size_t step, std::string message) {
    mistakes_.push_back({.file = {}, .at = places_[step], .message = std::move(message)});
  }
  void refuse(std::size_t step, std::string_view name, std::string const& expected) {
    report(step, "the step '" + std::string{name} + "' cannot work here — expected " + expected);
  }

  void check_order(std::size_t step, std::string_view name) {
    if (name != "think" && before(name)) {
      report(step, "the step '" + std::string{name} + "' occurs twice; a visit has it once");
    }
    for (auto const& rule : kStepRules) {
      if (rule.name != name) continue;
      for (auto const needed : rule.needs) {
        auto const replaced = needed == rule.needs.back() && !rule.instead.empty() && before(rule.instead);
        if (needed.empty() || before(needed) || replaced) continue;
        refuse(step, name, "'" + std::string{needed} + "' before it");
      }
    }
  }

  void check_way_in(std::size_t step, std::string_view name) {
    auto const by_app = journey_.way_in == WayIn::kApp;
    if (!by_app && (name == "visual_check" || name == "activate_device")) {
      refuse(step, name, "way_in: app, for there is no such thing on another way");
    }
    if (by_app && name == "consent" && !before("activate_device")) {
      refuse(step, name, "'activate_device' before it with way_in: app");
    }
  }

  Journey const& journey_;
  Position const* places_;
  std::vector<Mistake>& mistakes_;
  std::vector<std::string_view> seen_;
};

Position place_of(Reading const& reading, std::string_view path) {
  auto const given = reading.given.find(path);
  return given == reading.given.end() ? Position{1, 1} : given->second;
}

void check_together(Reading const& reading, std::vector<Mistake>& mistakes) {
  auto const& journeys = reading.scenario.journeys;
  auto const report = [&](std::string_view path, std::string message) {
    mistakes.push_back({.file = {}, .at = place_of(reading, path), .message = std::move(message)});
  };
  auto const success = success_outcome(journeys.front());
  for (auto const& journey : journeys) {
    if (success_outcome(journey) == success) continue;
    report("journeys", "journeys: '" + journey.name + "' ends with '" +
                           std::string{success_outcome(journey)} + "' and '" + journeys.front().name +
                           "' with '" + std::string{success} +
                           "' — expected the same, for every other outcome counts as an error");
  }
  for (std::size_t i = 1; i < journeys.size(); ++i) {
    auto const same = [&](Journey const& earlier) { return earlier.name == journeys[i].name; };
    if (std::none_of(journeys.begin(), journeys.begin() + static_cast<std::ptrdiff_t>(i), same)) continue;
    report("journeys", "journeys: two are named '" + journeys[i].name +
                           "' — expected a 'name' of its own for each, for reports tell them apart by it");
  }
  auto const share = reading.scenario.population.continuing_ppm;
  auto const nobody_takes = [&](Patients other) {
    return std::ranges::all_of(journeys, [other](Journey const& j) { return j.patients == other; });
  };
  auto const* const path = reading.given.contains("journeys") ? "journeys" : "journey";
  if (share < 1'000'000 && nobody_takes(Patients::kContinuing)) {
    report(path, std::string{path} +
                     ": none takes patients who were not visited before; expected one with "
                     "patients: all or new");
  }
  if (share > 0 && nobody_takes(Patients::kNew)) {
    report(path, std::string{path} +
                     ": none takes the continuing patients; expected one with patients: all or "
                     "continuing");
  }
}

}  // namespace

std::string_view success_outcome(Journey const& journey) {
  auto reached = terminal::VisitOutcome{};
  for (auto const& step : journey.steps) {
    if (std::holds_alternative<ConsentStep>(step)) reached = terminal::kConsented;
    if (std::holds_alternative<TapCardStep>(step)) reached = terminal::kRegistered;
    if (std::holds_alternative<FetchEligibilityStep>(step)) reached = terminal::kShown;
    if (std::holds_alternative<ViewMedicalDataStep>(step)) reached = kMedicalDataShown;
    if (std::holds_alternative<ReInquiryStep>(step)) reached = terminal::kShown;
  }
  return reached.name;
}

void check_journeys(Reading const& reading, std::vector<Mistake>& mistakes) {
  if (reading.given.contains("journey") && reading.given.contains("journeys")) {
    mistakes.push_back({.file = {},
                        .at = place_of(reading, "journeys"),
                        .message = "journeys: stands beside 'journey' — expected one of them"});
    return;
  }
  auto const* places = reading.steps.data();
  for (auto const& journey : reading.scenario.journeys) {
    JourneyCheck{journey, places, mistakes}.run();
    places += journey.steps.size();
    if (journey.consultation_in_days > 0 && !eligibility::is_patients_device(journey.way_in)) {
      mistakes.push_back({.file = {},
                          .at = place_of(reading, "journey.consultation_in"),
                          .message = "journey.consultation_in: has no meaning with way_in: " +
                                     std::string{name_of(journey.way_in)} +
                                     ", only with own_device or consultation_app"});
    }
  }
  if (std::ranges::all_of(reading.scenario.journeys, [](Journey const& j) { return !j.steps.empty(); })) {
    check_together(reading, mistakes);
  }
}

}  // namespace kazasu::scenarios
