// `kazasu run --reader`: a whole run whose cards go through pcscd, and what it says when that cannot be.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "emulators/adapters/card_host/control_server.h"
#include "emulators/adapters/card_host/host_hand.h"
#include "emulators/card/card_stock.h"
#include "emulators/identity/openssl_card_issuer.h"
#include "harness/card_commands.h"
#include "harness/exit_code.h"
#include "harness/open_pki.h"
#include "harness/population.h"
#include "reports/run_json.h"
#include "scenarios/scenario_file.h"
#include "tests/e2e/child_process.h"
#include "tests/e2e/end_to_end.h"
#include "tests/pcsc/slot_stand.h"

namespace kazasu::e2e {
namespace {

using adapters::ControlAnswer;
using adapters::ControlOrder;
using adapters::ControlVerdict;
using harness::ExitCode;

constexpr auto kScenario = R"(name: over PC/SC
population: {stations: 4, people: 30, seed: 11}
calendar: {start: "2024-12-02T09:00:00+09:00", speed: 1}
arrivals: {process: constant, rate: 10/s, duration: 2s}
journey:
  name: first visit
  steps:
    - consent: {time: 0ms}
    - enter_pin: {time: 0ms, wrong: 20 %}
    - tap_card: {patience: 20s}
    - fetch_eligibility: {notice: poll, poll_interval: 200ms, patience: 20s}
card: {timing: none}
)";

class RunOverPcsc : public EndToEnd {
 protected:
  RunOverPcsc() { std::ofstream{scenario_} << kScenario; }

  Finished kazasu(std::vector<std::string> words) const {
    words.insert(words.begin(), KAZASU_PROGRAM);
    return e2e::run(std::move(words));
  }
  Finished run(std::vector<std::string> options, std::string const& out = "out") const {
    auto words = std::vector<std::string>{"run",
                                          scenario_.string(),
                                          "--quiet",
                                          "--data",
                                          KAZASU_TEST_DATA,
                                          "--out",
                                          (folder_.path() / out).string()};
    words.insert(words.end(), options.begin(), options.end());
    return kazasu(std::move(words));
  }
  reports::RunResult result(std::string const& out = "out") const {
    return reports::from_json(read_text(folder_.path() / out / "run.json"));
  }

  // The cards of the scenario's people in the slots of the fixture, moved over a control socket.
  void serve_hands() {
    auto const scenario = scenarios::load_scenario(scenario_).scenario.value();
    auto const day = scenario.calendar.start();
    people_ = std::make_unique<identity::GeneratedPeople>(harness::population_settings(scenario));
    issuer_ = identity::make_openssl_card_issuer(harness::open_test_pki(KAZASU_TEST_DATA, day, day));
    stock_ = std::make_unique<card::CardStock>(*people_, *issuer_);
    auto obey = [this](ControlOrder const& order) { return move(order); };
    std::filesystem::create_directories(harness::card_host_folder(folder_.path()));
    hands_ = std::make_unique<adapters::ControlServer>(
        harness::control_socket(folder_.path()),
        adapters::ControlActions{.obey = std::move(obey), .follow = {}});
  }

  identity::TemporaryFolder folder_;
  std::filesystem::path scenario_ = folder_.path() / "scenario.yaml";

 private:
  ControlAnswer move(ControlOrder const& order) {
    if (auto const* const insert = std::get_if<adapters::InsertOrder>(&order)) {
      auto const done = slot(insert->slot).insert(adapters::slot_card(*stock_, insert->person));
      return {.verdict = done ? ControlVerdict::kDone : ControlVerdict::kOccupied, .message = "occupied"};
    }
    if (auto const* const remove = std::get_if<adapters::RemoveOrder>(&order)) {
      return {.verdict = slot(remove->slot).remove() ? ControlVerdict::kDone : ControlVerdict::kEmpty};
    }
    return {.verdict = ControlVerdict::kNotUnderstood};
  }

  std::unique_ptr<identity::GeneratedPeople> people_;
  std::unique_ptr<identity::CardIssuer> issuer_;
  std::unique_ptr<card::CardStock> stock_;
  std::unique_ptr<adapters::ControlServer> hands_;
};

TEST_F(RunOverPcsc, HasTheOutcomesOfVirtualTimeAndStagesThatAddUp) {
  start(2);
  serve_hands();
  auto const virtual_run =
      kazasu({"simulate", scenario_.string(), "--quiet", "--out", (folder_.path() / "virtual").string()});
  ASSERT_EQ(virtual_run.exit_code, 0) << virtual_run.output;
  auto const finished = run({"--reader", "all", "--card-host", folder_.path().string()});
  // A busy machine may make the generator late, which is INVALID and not the matter of this test.
  ASSERT_TRUE(finished.exit_code == 0 || finished.exit_code == static_cast<int>(ExitCode::kInvalid))
      << finished.output;
  auto const expected = result("virtual");
  auto const measured = result();
  EXPECT_EQ(measured.arrivals_completed, 20U);
  EXPECT_EQ(measured.outcomes, expected.outcomes);
  EXPECT_EQ(measured.generator.at("card_readers"), "kazasu 00 00, kazasu 00 01");
  auto sum = 0.0;
  for (auto const& stage : measured.stages) sum += stage.figures.mean_ms;
  EXPECT_NEAR(sum, measured.critical_path.mean_ms, 1e-3);
  for (auto const number : {std::size_t{0}, std::size_t{1}}) {
    EXPECT_FALSE(slot(number).presence().present);
    EXPECT_GT(slot(number).exchanges(), 0U);
  }
}

// An option may be followed by the file, and nothing of what is asked for has been started.
TEST_F(RunOverPcsc, SaysThatPcscdDoesNotRun) {
  auto const finished = kazasu({"run", "--reader", "all", scenario_.string(), "--data", KAZASU_TEST_DATA,
                                "--out", (folder_.path() / "out").string()});
  EXPECT_EQ(finished.exit_code, static_cast<int>(ExitCode::kReader)) << finished.output;
  EXPECT_NE(finished.output.find("pcscd"), std::string::npos) << finished.output;
  EXPECT_FALSE(std::filesystem::exists(folder_.path() / "out" / "run.json"));
}

TEST_F(RunOverPcsc, ListsTheReadersWhenOneIsMissing) {
  start(2);
  auto const finished = run({"--reader", "kazasu 00 01", "--reader", "Omnikey"});
  EXPECT_EQ(finished.exit_code, static_cast<int>(ExitCode::kReader)) << finished.output;
  EXPECT_NE(finished.output.find("Omnikey"), std::string::npos) << finished.output;
  EXPECT_NE(finished.output.find("kazasu 00 00"), std::string::npos) << finished.output;
}

TEST_F(RunOverPcsc, SaysThatAReaderIsInUse) {
  start(2);
  slot(1).insert(test_card());
  auto const other = connect(1);
  ASSERT_TRUE(other);
  auto const finished = run({"--reader", "all"});
  EXPECT_EQ(finished.exit_code, static_cast<int>(ExitCode::kReader)) << finished.output;
  EXPECT_NE(finished.output.find("kazasu 00 01"), std::string::npos) << finished.output;
  EXPECT_NE(finished.output.find("--share-readers"), std::string::npos) << finished.output;
}

TEST_F(RunOverPcsc, SaysThatNoCardHostListens) {
  start(1);
  auto const finished = run({"--reader", "all", "--card-host", folder_.path().string()});
  EXPECT_EQ(finished.exit_code, static_cast<int>(ExitCode::kReader)) << finished.output;
  EXPECT_NE(finished.output.find("card host"), std::string::npos) << finished.output;
}

TEST(HostHand, KnowsTheSlotOfAReader) {
  EXPECT_EQ(adapters::slot_of_reader("kazasu 00 00"), 0U);
  EXPECT_EQ(adapters::slot_of_reader("kazasu 01 0F"), 15U);
  for (auto const* const other : {"", "kazasu", "kazasu 00 0", "kazasu 00 0G", "kazasu 0x 00", "kazasu 00-00",
                                  "kazasu 00 001", "Virtual PCD 00 00"}) {
    EXPECT_EQ(adapters::slot_of_reader(other), std::nullopt) << other;
  }
}

}  // namespace
}  // namespace kazasu::e2e
