// A small month of claims on both clocks: real files over mutual TLS against the same story in virtual time.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "reports/run_json.h"

namespace kazasu::harness {
namespace {

namespace fs = std::filesystem;

// All wait for the opening and have the day for what takes an hour or two, so that no answer's time decides
// anything. Among the first stations of this seed none forgot to notify a facility standard.
constexpr auto kScenario = R"(name: both clocks
population: {stations: 12, seed: 4}
calendar: {start: 2025-06-05T07:59:00+09:00, speed: 6000}
claims:
  end: 2025-06-06T00:00:00+09:00
  shape: {waiting_at_opening: 100 %, surge: 60s}
  stations: {mistakes: 8 %, corrects: 60 %, without_asp: 20 %, retry: constant, pause: 5min}
)";

class ClaimsBothClocks : public testing::Test {
 protected:
  ClaimsBothClocks() {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    std::ofstream{folder_ / "claims.yaml"} << kScenario;
  }
  ~ClaimsBothClocks() override { fs::remove_all(folder_); }

  reports::RunResult run(std::string const& clock) {
    auto const out = (folder_ / clock).string();
    auto const data = clock == "run" ? std::string{" --data "} + KAZASU_TEST_DATA : "";
    auto const command = std::string{KAZASU_PROGRAM} + " " + clock + " " +
                         (folder_ / "claims.yaml").string() + " --quiet --out " + out + data;
    auto const status = std::system(command.c_str());
    EXPECT_TRUE(WIFEXITED(status)) << command;
    auto text = std::stringstream{};
    text << std::ifstream{fs::path{out} / "run.json"}.rdbuf();
    return reports::from_json(text.str());
  }

 private:
  fs::path folder_ = fs::temp_directory_path() / ("kazasu-claims-clocks-" + std::to_string(getpid()));
};

TEST_F(ClaimsBothClocks, CountTheSameOutcomesSendsAndReceipts) {
  auto const simulated = run("simulate");
  auto const real = run("run");
  ASSERT_TRUE(simulated.claims && real.claims);
  EXPECT_EQ(simulated.clock, reports::ClockKind::kVirtual);
  EXPECT_EQ(real.clock, reports::ClockKind::kReal);
  EXPECT_EQ(simulated.outcomes, real.outcomes);
  EXPECT_EQ(simulated.claims->sends, real.claims->sends);
  EXPECT_EQ(simulated.claims->receipts, real.claims->receipts);
  // There was something to compare.
  auto const& stations = real.claims->claimants.at(0);
  EXPECT_EQ(stations.claimants, simulated.claims->claimants.at(0).claimants);
  EXPECT_EQ(stations.by_deadline, stations.claimants);
  EXPECT_GT(stations.claimants, 12U);
  EXPECT_GT(real.claims->sends.at("corrected"), 0U);
  EXPECT_GT(real.claims->receipts.at("return") + real.claims->receipts.at("review"), 0U);
}

}  // namespace
}  // namespace kazasu::harness
