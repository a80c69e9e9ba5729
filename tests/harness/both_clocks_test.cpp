// The faults of a scenario on both clocks: what timing does not decide is counted alike.
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

class BothClocks : public testing::Test {
 protected:
  BothClocks() {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  ~BothClocks() override { fs::remove_all(folder_); }

  // The run's result; the program must have said that the run is valid.
  reports::RunResult run(std::string const& clock) {
    auto const out = (folder_ / clock).string();
    auto const data = clock == "run" ? std::string{" --data "} + KAZASU_TEST_DATA : "";
    auto const command = std::string{KAZASU_PROGRAM} + " " + clock + " " + KAZASU_SCENARIO +
                         " --duration 4s --quiet --out " + out + data;
    auto const status = std::system(command.c_str());
    EXPECT_TRUE(WIFEXITED(status)) << command;
    auto text = std::stringstream{};
    text << std::ifstream{fs::path{out} / "run.json"}.rdbuf();
    return reports::from_json(text.str());
  }

 private:
  fs::path folder_ = fs::temp_directory_path() / ("kazasu-clocks-" + std::to_string(getpid()));
};

TEST_F(BothClocks, CountTheSameOutcomesOfABadMorning) {
  auto const simulated = run("simulate");
  auto const real = run("run");
  EXPECT_EQ(simulated.arrival_hash, real.arrival_hash);
  EXPECT_EQ(simulated.outcomes, real.outcomes);
  EXPECT_GE(real.outcomes.size(), 5U);
}

}  // namespace
}  // namespace kazasu::harness
