// The program on either clock, in a folder of its own.
#pragma once

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "reports/run_json.h"

namespace kazasu::harness {

class ClockRuns : public testing::Test {
 protected:
  ClockRuns() {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  ~ClockRuns() override { std::filesystem::remove_all(folder_); }

  // `clock` is `simulate` or `run`; `what` a scenario and its options.
  reports::RunResult run(std::string const& clock, std::string const& what) const {
    auto const out = (folder_ / clock).string();
    auto const data = clock == "run" ? std::string{" --data "} + KAZASU_TEST_DATA : "";
    auto const command =
        std::string{KAZASU_PROGRAM} + " " + clock + " " + what + " --quiet --out " + out + data;
    auto const status = std::system(command.c_str());
    EXPECT_TRUE(WIFEXITED(status)) << command;
    auto text = std::stringstream{};
    text << std::ifstream{std::filesystem::path{out} / "run.json"}.rdbuf();
    return reports::from_json(text.str());
  }
  std::filesystem::path const& folder() const { return folder_; }

 private:
  std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / ("kazasu-clocks-" + std::to_string(getpid()));
};

}  // namespace kazasu::harness
