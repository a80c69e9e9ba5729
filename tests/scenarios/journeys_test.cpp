// Several journeys: how they are read, what must hold between them, and which one a visit takes.
#include <gtest/gtest.h>

#include <fstream>

#include "scenarios/journey_choice.h"
#include "scenarios/scenario_file.h"

namespace kazasu::scenarios {
namespace {

std::string with(std::string const& lines) {
  return "name: n\narrivals: {process: constant, rate: 1/s, duration: 1s}\n" + lines;
}
std::string mistakes_in(std::string const& lines) {
  return text_of(load_scenario_text(with(lines), "f").mistakes);
}
constexpr auto kWeb = "steps: [consent, enter_pin, tap_card, fetch_eligibility]";

Scenario scenario_of(std::string const& lines) {
  auto loaded = load_scenario_text(with(lines), "f");
  EXPECT_TRUE(loaded) << text_of(loaded.mistakes);
  return loaded.scenario.value_or(Scenario{});
}

std::string three() {
  return std::string{"population: {continuing: 40 %, seed: 3}\njourneys:\n"} +
         "  - {name: a, patients: new, weight: 3, " + kWeb +
         "}\n  - {name: b, patients: new, weight: 1, way_in: own_device, consultation_in: 7, " + kWeb +
         "}\n  - {name: c, patients: continuing, steps: [re_inquiry: {patience: 3s}]}\n";
}

TEST(Journeys, EachHasItsOwnKeys) {
  auto const scenario = scenario_of(three());
  ASSERT_EQ(scenario.journeys.size(), 3U);
  EXPECT_EQ(scenario.journeys[0].weight, 3U);
  EXPECT_EQ(scenario.journeys[0].way_in, eligibility::WayIn::kWeb);
  EXPECT_EQ(scenario.journeys[1].way_in, eligibility::WayIn::kOwnDevice);
  EXPECT_EQ(scenario.journeys[1].consultation_in_days, 7U);
  EXPECT_EQ(scenario.journeys[1].steps.size(), 4U);
  EXPECT_EQ(scenario.journeys[2].patients, Patients::kContinuing);
  EXPECT_EQ(std::get<ReInquiryStep>(scenario.journeys[2].steps.at(0)).patience, std::chrono::seconds{3});
}

TEST(Journeys, AreTakenByPatientAndWeight) {
  auto const scenario = scenario_of(three());
  auto counts = std::array<int, 3>{};
  for (std::uint64_t number = 0; number < 10'000; ++number) {
    auto const arrival = Arrival{.number = number, .due = {}, .station = 0, .person = number};
    auto const journey = choose_journey(scenario, arrival);
    EXPECT_EQ(journey == 2, eligibility::is_continuing(continuing_care(scenario), number));
    ++counts.at(journey);
  }
  // Of the 6,000 new patients three quarters; within more than four standard errors.
  EXPECT_NEAR(counts[0], 4500, 210);
  EXPECT_NEAR(counts[1], 1500, 160);
  EXPECT_NEAR(counts[2], 4000, 200);
}

TEST(Journeys, OneForEverybodyNeedsNoDraw) {
  auto const scenario = scenario_of(std::string{"journey: {"} + kWeb + "}\n");
  EXPECT_EQ(choose_journey(scenario, {}), 0U);
}

TEST(Journeys, StandAlone) {
  EXPECT_EQ(mistakes_in(std::string{"journey: {"} + kWeb + "}\njourneys:\n  - {" + kWeb + "}\n"),
            "f:5:3: journeys: stands beside 'journey' — expected one of them\n");
  EXPECT_EQ(mistakes_in("journeys: []\n"),
            "f:3:11: journeys: expected a list of journeys, each begun with '-', found an empty one\n");
  EXPECT_EQ(mistakes_in("journeys: [web]\n"), "f:3:12: journey: expected keys with values, found 'web'\n");
  EXPECT_EQ(mistakes_in("journeys:\n  - {name: a}\n"),
            "f:4:5: missing key 'journey.steps' — expected a list of steps\n");
}

TEST(Journeys, HaveNamesAndASuccessInCommon) {
  EXPECT_EQ(
      mistakes_in(std::string{"journeys:\n  - {"} + kWeb + "}\n  - {" + kWeb + "}\n"),
      "f:4:3: journeys: two are named 'visit' — expected a 'name' of its own for each, for reports tell them "
      "apart by it\n");
  EXPECT_EQ(
      mistakes_in(std::string{"journeys:\n  - {name: a, "} + kWeb + "}\n  - {name: b, steps: [consent]}\n"),
      "f:4:3: journeys: 'b' ends with 'consented' and 'a' with 'shown' — expected the same, for every other "
      "outcome counts as an error\n");
}

TEST(Journeys, LeaveNoPatientOut) {
  EXPECT_EQ(
      mistakes_in(std::string{"journey: {patients: continuing, "} + kWeb + "}\n"),
      "f:3:10: journey: none takes patients who were not visited before; expected one with patients: all or "
      "new\n");
  EXPECT_EQ(
      mistakes_in(std::string{"population: {continuing: 1 %}\njourney: {patients: new, "} + kWeb + "}\n"),
      "f:4:10: journey: none takes the continuing patients; expected one with patients: all or continuing\n");
}

TEST(WaysIn, KeepTheirSteps) {
  EXPECT_EQ(mistakes_in("journey: {steps: [consent, visual_check, tap_card]}\n"),
            "f:3:28: the step 'visual_check' cannot work here — expected way_in: app, for there is no such "
            "thing on "
            "another way\n");
  EXPECT_EQ(mistakes_in("journey: {way_in: app, steps: [consent, enter_pin, tap_card]}\n"),
            "f:3:32: the step 'consent' cannot work here — expected 'activate_device' before it with way_in: "
            "app\n");
  EXPECT_EQ(
      mistakes_in("journey: {steps: [consent, re_inquiry]}\n"),
      "f:3:19: the step 'consent' cannot stand beside 're_inquiry' — a later visit needs no card; make it a "
      "journey of its own\n");
  EXPECT_EQ(mistakes_in(std::string{"journey: {consultation_in: 3, "} + kWeb + "}\n"),
            "f:3:28: journey.consultation_in: has no meaning with way_in: web, only with own_device or "
            "consultation_app\n");
  EXPECT_EQ(mistakes_in(std::string{"journey: {way_in: webb, "} + kWeb + "}\n"),
            "f:3:19: journey.way_in: unknown word 'webb' — did you mean 'web'?\n");
}

TEST(States, OfCardsAreSharesOfAWhole) {
  auto const journey = std::string{"journey: {"} + kWeb + "}\n";
  EXPECT_EQ(
      mistakes_in(journey + "card: {absent: 60 %, pin_locked: 50 %}\n"),
      "f:4:34: card: absent, face_authentication, pin_locked and reissued are more than 100 % together\n");
  EXPECT_EQ(mistakes_in(journey + "card: {suspended: 60 %, revoked: 50 %}\n"),
            "f:4:34: card: unregistered, suspended and revoked are more than 100 % together\n");
}

TEST(Status, KeysNeedAResponder) {
  auto const journey = std::string{"journey: {"} + kWeb + "}\n";
  EXPECT_EQ(mistakes_in(journey + "status: {revoked: 1 %}\n"),
            "f:4:19: status.revoked: has no meaning with responder: none\n");
  EXPECT_EQ(mistakes_in(journey + "status: {responder: down, delay: 1s}\n"),
            "f:4:34: status.delay: has no meaning with this responder, only with slow\n");
}

TEST(PeopleFile, SaysWhatIsWrongWithIt) {
  auto const journey = std::string{"journey: {"} + kWeb + "}\n";
  EXPECT_EQ(mistakes_in(journey + "population: {people_file: none.csv}\n"),
            "f:4:27: population.people_file: there is no readable file 'none.csv'\n");
  auto const folder = std::filesystem::temp_directory_path() / "kazasu-people-file-test";
  std::filesystem::create_directories(folder);
  std::ofstream{folder / "p.csv"} << "person,name\n";
  auto const loaded = load_scenario_text(with(journey + "population: {people: 3, people_file: p.csv}\n"),
                                         (folder / "f").string());
  auto const messages = text_of(loaded.mistakes);
  EXPECT_NE(messages.find("population.people: has no meaning with population.people_file"),
            std::string::npos);
  EXPECT_NE(messages.find("population.people_file: '" + (folder / "p.csv").string() + "', "),
            std::string::npos);
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace kazasu::scenarios
