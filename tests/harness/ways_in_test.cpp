// The ways in, on both clocks: the same seed has the same outcomes, whichever clock the visits run on.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "harness/exit_code.h"
#include "harness/run.h"
#include "reports/run_json.h"
#include "scenarios/scenario_file.h"

namespace kazasu::harness {
namespace {

namespace fs = std::filesystem;

// Every way and every state of a card, without human time and latency.
constexpr auto kEverything = R"(name: every way
population: {stations: 10, people: 2000, seed: 11, insurance: realistic, continuing: 50 %}
calendar: {start: "2025-01-20T09:00:00+09:00"}
arrivals: {process: constant, rate: 60/s, duration: 2s}
journeys:
  - {name: web, patients: new, weight: 3, steps: [consent: {registers: 100 %}, enter_pin: {wrong: 40 %}, tap_card, fetch_eligibility]}
  - name: app
    patients: new
    weight: 3
    way_in: app
    steps: [activate_device, consent: {registers: 100 %}, enter_pin: {wrong: 40 %}, visual_check, tap_card, fetch_eligibility]
  - {name: faces, weight: 2, way_in: app, steps: [activate_device, consent: {registers: 100 %}, visual_check, tap_card, fetch_eligibility]}
  - {name: online, weight: 2, way_in: own_device, consultation_in: 3, steps: [consent, enter_pin, tap_card, fetch_eligibility]}
  - {name: by app, weight: 1, way_in: consultation_app, steps: [consent, enter_pin, tap_card, fetch_eligibility]}
  - {name: later, patients: continuing, weight: 4, steps: [re_inquiry]}
card: {timing: none, absent: 10 %, face_authentication: 10 %, pin_locked: 10 %, reissued: 10 %, unregistered: 20 %, suspended: 5 %}
status: {responder: good, revoked: 5 %}
fallback: {old_card: 50 %, portal_screen: 30 %, notice: 20 %, certificate: 5 %}
)";

reports::RunResult in_virtual_time(std::string const& text) {
  auto const loaded = scenarios::load_scenario_text(text, "ways.yaml");
  EXPECT_TRUE(loaded) << scenarios::text_of(loaded.mistakes);
  auto interruption = Interruption{};
  auto progress = ProgressLine{true};
  return run_virtual(loaded.scenario.value(), {interruption, progress});
}

class WaysIn : public testing::Test {
 protected:
  WaysIn() { fs::create_directories(folder_); }
  ~WaysIn() override { fs::remove_all(folder_); }

  fs::path file(std::string const& name, std::string const& text) const {
    std::ofstream{folder_ / name} << text;
    return folder_ / name;
  }
  reports::RunResult in_real_time(fs::path const& scenario) const {
    auto const out = folder_ / "real";
    auto const command = std::string{KAZASU_PROGRAM} + " run " + scenario.string() + " --quiet --data " +
                         KAZASU_TEST_DATA + " --out " + out.string() + " >" + (folder_ / "log").string() +
                         " 2>&1";
    auto const status = std::system(command.c_str());
    auto text = std::stringstream{};
    text << std::ifstream{status == -1 ? folder_ / "log" : out / "run.json"}.rdbuf();
    return reports::from_json(text.str());
  }

  fs::path folder_ = fs::temp_directory_path() / ("kazasu-ways-in-" + std::to_string(getpid()));
};

std::uint64_t visits_of(reports::RunResult const& result, std::string const& way,
                        std::string const& identity) {
  for (auto const& figures : result.ways) {
    if (figures.way_in == way && figures.identity == identity) return figures.visits;
  }
  return 0;
}

std::uint64_t events_of(reports::RunResult const& result, std::string const& event) {
  auto const found = result.events.find(event);
  return found == result.events.end() ? 0 : found->second;
}

std::uint64_t causes_of(reports::RunResult const& result, std::string const& cause) {
  auto count = std::uint64_t{0};
  for (auto const& fallback : result.fallbacks) count += fallback.cause == cause ? fallback.visits : 0;
  return count;
}

TEST_F(WaysIn, EveryVisitEndsSomewhere) {
  auto const result = in_virtual_time(kEverything);
  auto ended = result.outcomes.at("shown");
  for (auto const& fallback : result.fallbacks) ended += fallback.visits;
  EXPECT_EQ(ended, result.arrivals_planned);
  EXPECT_GT(visits_of(result, "web", "pin"), 0U);
  EXPECT_GT(visits_of(result, "app", "pin"), 0U);
  EXPECT_GT(visits_of(result, "app", "visual_check"), 0U);
  EXPECT_GT(visits_of(result, "own_device", "pin"), 0U);
  EXPECT_GT(visits_of(result, "consultation_app", "pin"), 0U);
  EXPECT_GT(visits_of(result, "closed_line", "stored_data"), 0U);
  EXPECT_EQ(visits_of(result, "web", "visual_check"), 0U);
  for (auto const* const cause : {"no_card", "card_not_registered", "pin_locked"}) {
    EXPECT_GT(causes_of(result, cause), 0U) << cause;
  }
  for (auto const* const event : {"device_activated", "pin_locked", "card_registered", "card_linked"}) {
    EXPECT_GT(events_of(result, event), 0U) << event;
  }
}

TEST_F(WaysIn, HaveTheSameOutcomesOnBothClocks) {
  auto const virtual_time = in_virtual_time(kEverything);
  auto const real_time = in_real_time(file("ways.yaml", kEverything));
  EXPECT_EQ(real_time.arrival_hash, virtual_time.arrival_hash);
  EXPECT_EQ(real_time.outcomes, virtual_time.outcomes);
  ASSERT_EQ(real_time.ways.size(), virtual_time.ways.size());
  for (auto const& way : virtual_time.ways) {
    EXPECT_EQ(visits_of(real_time, way.way_in, way.identity), way.visits) << way.way_in << way.identity;
  }
  ASSERT_EQ(real_time.fallbacks.size(), virtual_time.fallbacks.size());
  for (std::size_t i = 0; i < real_time.fallbacks.size(); ++i) {
    EXPECT_EQ(real_time.fallbacks[i].fallback, virtual_time.fallbacks[i].fallback);
    EXPECT_EQ(real_time.fallbacks[i].cause, virtual_time.fallbacks[i].cause);
    EXPECT_EQ(real_time.fallbacks[i].visits, virtual_time.fallbacks[i].visits);
  }
  for (auto const* const event :
       {"device_activated", "pin_locked", "card_registered", "card_linked", "expires_soon"}) {
    EXPECT_EQ(events_of(real_time, event), events_of(virtual_time, event)) << event;
  }
}

std::string one_journey(std::string const& journey, std::string const& rest) {
  return "name: n\npopulation: {stations: 3, people: 60}\narrivals: {process: constant, rate: 20/s, "
         "duration: "
         "2s}\njourney: " +
         journey + "\n" + rest + "\n";
}
constexpr auto kWeb = "{steps: [consent, enter_pin, tap_card, fetch_eligibility]}";
constexpr auto kAppWithBoth =
    "{way_in: app, steps: [activate_device, consent, enter_pin, visual_check, tap_card, fetch_eligibility]}";
constexpr auto kAppPinOnly =
    "{way_in: app, steps: [activate_device, consent, enter_pin, tap_card, fetch_eligibility]}";

TEST_F(WaysIn, AWrongPinLocksTheCardForThisVisitAndTheNext) {
  auto const locked_of = [](std::string const& people) {
    auto text = one_journey("{steps: [consent, enter_pin: {wrong: 80 %}, tap_card, fetch_eligibility]}", "");
    text.replace(text.find("people: 60"), 10, "people: " + people);
    return in_virtual_time(text).outcomes.at("pin_locked");
  };
  // Forty visits to as many people: in about half of them three wrong PINs are typed in a row.
  EXPECT_LT(locked_of("300"), 33U);
  // To three people: once a card is locked it stays so.
  EXPECT_GT(locked_of("3"), 33U);
}

TEST_F(WaysIn, TheVisualCheckHelpsWhereThePinIsLockedOrMissing) {
  for (auto const* const cards : {"card: {pin_locked: 100 %}", "card: {face_authentication: 100 %}"}) {
    auto const on_the_web = in_virtual_time(one_journey(kWeb, cards));
    EXPECT_EQ(on_the_web.outcomes.at("pin_locked"), 40U) << cards;
    auto const without = in_virtual_time(one_journey(kAppPinOnly, cards));
    EXPECT_EQ(without.outcomes.at("pin_locked"), 40U) << cards;
    auto const with = in_virtual_time(one_journey(kAppWithBoth, cards));
    EXPECT_EQ(with.outcomes.count("pin_locked"), 0U) << cards;
    EXPECT_EQ(with.events.at("pin_locked"), 40U) << cards;
    EXPECT_EQ(visits_of(with, "app", "visual_check") + visits_of(with, "app", "nothing"), 40U) << cards;
    EXPECT_GT(visits_of(with, "app", "visual_check"), 35U) << cards;
  }
}

TEST_F(WaysIn, ThePinIsTypedByThePatientAloneAndNotAskedForWithAVisualCheck) {
  auto const result = in_virtual_time(
      one_journey("{way_in: app, steps: [activate_device, consent, visual_check, tap_card]}", ""));
  for (auto const& stage : result.stages) EXPECT_NE(stage.name, "verify");
  for (auto const& stage : result.stages) EXPECT_NE(stage.name, "sign");
  for (auto const& step : result.journeys.at(0).steps) EXPECT_NE(step.step, "enter_pin");
}

TEST_F(WaysIn, NobodyWithoutAnInsuranceCardIsWithoutACertificate) {
  auto const result =
      in_virtual_time(one_journey(kWeb, "card: {absent: 50 %, unregistered: 100 %}\nfallback: {}"));
  EXPECT_EQ(result.outcomes.at("eligibility_certificate"), 40U);
  EXPECT_GT(causes_of(result, "no_card"), 0U);
  EXPECT_GT(causes_of(result, "card_not_registered"), 0U);
}

TEST_F(WaysIn, BeforeTheCertificatesTheOldCardIsWhatThereIs) {
  auto const result = in_virtual_time(one_journey(kWeb,
                                                  "card: {absent: 100 %}\nfallback: {old_card: 100 "
                                                  "%}\ncalendar: {start: \"2024-06-03T09:00:00+09:00\"}"));
  EXPECT_EQ(result.outcomes.at("old_insurance_card"), 40U);
}

TEST_F(WaysIn, TheOldCardIsNoFallbackAnyMoreFromTheSecondOfDecember2025) {
  auto const on = [](std::string const& day) {
    return in_virtual_time(
        one_journey(kWeb, "card: {suspended: 100 %}\nfallback: {old_card: 100 %}\ncalendar: {start: \"" +
                              day + "T09:00:00+09:00\"}"));
  };
  EXPECT_GT(on("2025-12-01").outcomes["old_insurance_card"], 0U);
  EXPECT_EQ(on("2025-12-02").outcomes["old_insurance_card"], 0U);
}

TEST_F(WaysIn, AStatusThatCannotBeLearntStopsTheCard) {
  for (auto const* const responder : {"down", "expired_responder"}) {
    auto const status = std::string{"status: {responder: "} + responder;
    EXPECT_GT(in_virtual_time(one_journey(kWeb, status + "}")).outcomes.at("status_unavailable"), 35U);
    EXPECT_GT(in_virtual_time(one_journey(kWeb, status + ", without: accept}")).outcomes.at("shown"), 35U);
  }
  EXPECT_GT(in_virtual_time(one_journey(kWeb, "status: {responder: slow, delay: 5s}"))
                .outcomes.at("status_unavailable"),
            35U);
  EXPECT_GT(
      in_virtual_time(one_journey(kWeb, "status: {responder: revoked}")).outcomes.at("certificate_revoked"),
      35U);
}

TEST_F(WaysIn, EachStationActivatesItsDeviceOnce) {
  auto const result =
      in_virtual_time(one_journey("{way_in: app, steps: [activate_device: {time: 5s}, consent, visual_check, "
                                  "tap_card, fetch_eligibility]}",
                                  ""));
  EXPECT_EQ(events_of(result, "device_activated"), 3U);
  EXPECT_GT(result.outcomes.at("shown"), 35U);
  ASSERT_FALSE(result.beside.empty());
  EXPECT_EQ(result.beside.front().name, "activation");
  EXPECT_EQ(result.beside.front().figures.count, 3U);
}

TEST_F(WaysIn, CardStatesAreForCardsInProcess) {
  auto const scenario = file("locked.yaml", one_journey(kWeb, "card: {pin_locked: 10 %}"));
  auto const log = (folder_ / "log").string();
  auto const command = std::string{KAZASU_PROGRAM} + " run " + scenario.string() +
                       " --reader any --quiet --data " + KAZASU_TEST_DATA + " --out " +
                       (folder_ / "out").string() + " >" + log + " 2>&1";
  auto const status = std::system(command.c_str());
  EXPECT_EQ(WEXITSTATUS(status), static_cast<int>(ExitCode::kUsage));
  auto text = std::stringstream{};
  text << std::ifstream{log}.rdbuf();
  EXPECT_NE(text.str().find("card.pin_locked"), std::string::npos) << text.str();
}

TEST_F(WaysIn, APeopleFileThatCannotBeUsedStopsTheServer) {
  for (auto const& people : {folder_ / "none.csv", file("wrong.csv", "person,name\n")}) {
    auto const log = (folder_ / "log").string();
    auto const command = std::string{KAZASU_PROGRAM} + " serve --data " + KAZASU_TEST_DATA +
                         " --people-file " + people.string() + " >" + log + " 2>&1";
    auto const status = std::system(command.c_str());
    EXPECT_EQ(WEXITSTATUS(status), static_cast<int>(ExitCode::kUsage)) << people;
    auto text = std::stringstream{};
    text << std::ifstream{log}.rdbuf();
    EXPECT_NE(text.str().find(people.filename().string()), std::string::npos) << text.str();
  }
}

TEST_F(WaysIn, TakePeopleFromAFile) {
  auto people = std::string{"person,name,kana,birth_date,insurer,symbol,number,branch,qualified,pin,card\n"};
  for (auto i = 0; i < 6; ++i) {
    people += std::to_string(i) + ",試験　一郎,ｼｹﾝ ｲﾁﾛｳ,1950-01-01,06130488,3177," + std::to_string(100 + i) +
              ",00,2020-04-01,123" + std::to_string(i) + (i == 0 ? ",suspended\n" : ",registered\n");
  }
  file("people.csv", people);
  auto const text =
      "name: n\npopulation: {stations: 1, people_file: people.csv}\narrivals: {process: constant, "
      "rate: 20/s, duration: 300ms}\njourney: " +
      std::string{kWeb} + "\ncard: {timing: none}\n";
  auto const scenario = file("file.yaml", text);
  auto const loaded = scenarios::load_scenario(scenario);
  ASSERT_TRUE(loaded) << scenarios::text_of(loaded.mistakes);
  EXPECT_EQ(loaded.scenario->population.people, 6U);
  auto interruption = Interruption{};
  auto progress = ProgressLine{true};
  auto const expected = std::map<std::string, std::uint64_t>{{"card_suspended", 1}, {"shown", 5}};
  EXPECT_EQ(run_virtual(*loaded.scenario, {interruption, progress}).outcomes, expected);
  EXPECT_EQ(in_real_time(scenario).outcomes, expected);
}

}  // namespace
}  // namespace kazasu::harness
