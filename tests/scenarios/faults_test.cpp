// The key "faults" and the step "view_medical_data" as a file has them.
#include <gtest/gtest.h>

#include "scenarios/plan.h"
#include "scenarios/scenario_file.h"

namespace kazasu::scenarios {
namespace {

constexpr auto kBegin = std::string_view{
    "name: faults\n"
    "arrivals: {process: constant, rate: 1/s, duration: 1min}\n"
    "journey:\n"
    "  steps: [consent, enter_pin, tap_card, fetch_eligibility]\n"};

LoadResult load(std::string_view rest) {
  return load_scenario_text(std::string{kBegin}.append(rest), "faults.yaml");
}

TEST(ScenarioFaults, AreRulesInTheOrderOfTheFile) {
  auto const loaded = load("faults:\n  - busy on consent share 10 %  # now and then\n  - reset first 3\n");
  ASSERT_TRUE(loaded) << text_of(loaded.mistakes);
  ASSERT_EQ(loaded.scenario->faults.size(), 2U);
  EXPECT_EQ(loaded.scenario->faults[0].text, "busy on consent share 10 %");
  EXPECT_EQ(loaded.scenario->faults[1].text, "reset first 3");
  EXPECT_TRUE(load("").scenario->faults.empty());
}

TEST(ScenarioFaults, AreCheckedWithLineAndColumn) {
  auto const loaded = load("faults:\n  - busy on consent\n  - delay on inquiry\n  - bussy\n  - {busy: 1}\n");
  ASSERT_EQ(loaded.mistakes.size(), 3U) << text_of(loaded.mistakes);
  auto const text = text_of(loaded.mistakes);
  EXPECT_NE(text.find("faults.yaml:7:5: faults: fault 'delay on inquiry': expected a duration"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("faults.yaml:8:5: "), std::string::npos) << text;
  EXPECT_NE(text.find("did you mean 'busy'?"), std::string::npos) << text;
  EXPECT_NE(text.find("faults.yaml:9:5: faults: expected a list of faults"), std::string::npos) << text;
  auto const scalar = load("faults: busy\n");
  ASSERT_EQ(scalar.mistakes.size(), 1U);
  EXPECT_NE(text_of(scalar.mistakes).find("faults.yaml:5:9"), std::string::npos) << text_of(scalar.mistakes);
}

TEST(ScenarioFaults, AreInThePlan) {
  auto const loaded = load("faults: [reset first 3]\n");
  ASSERT_TRUE(loaded) << text_of(loaded.mistakes);
  EXPECT_NE(plan_text(*loaded.scenario).find("\n  fault       reset first 3\n"), std::string::npos)
      << plan_text(*loaded.scenario);
}

TEST(MedicalDataStep, HasItsKeysAndItsPlace) {
  auto const begin = std::string{
      "name: views\n"
      "arrivals: {process: constant, rate: 1/s, duration: 1min}\n"
      "journey:\n"
      "  steps:\n"};
  auto const good =
      load_scenario_text(begin +
                             "    - consent\n    - enter_pin\n    - tap_card\n"
                             "    - view_medical_data: {kind: checkup, repeats: 50, patience: 2s}\n",
                         "views.yaml");
  ASSERT_TRUE(good) << text_of(good.mistakes);
  auto const& step = std::get<ViewMedicalDataStep>(good.scenario->journeys.front().steps.back());
  EXPECT_EQ(step.kind, eligibility::MedicalDataKind::kCheckup);
  EXPECT_EQ(step.repeats, 50U);
  EXPECT_EQ(step.patience, std::chrono::seconds{2});
  EXPECT_EQ(exchanges_per_visit(good.scenario->journeys.front()).closed_line, 50);
  auto const early =
      load_scenario_text(begin + "    - consent\n    - view_medical_data: {repeats: 0}\n", "views.yaml");
  EXPECT_EQ(early.mistakes.size(), 2U) << text_of(early.mistakes);
}

}  // namespace
}  // namespace kazasu::scenarios
