// The program as its users meet it: exit codes, messages and files, run as a process of its own.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "harness/exit_code.h"
#include "reports/run_json.h"
#include "tests/harness/shell.h"

namespace kazasu::harness {
namespace {

namespace fs = std::filesystem;

Finished run(std::string const& arguments) {
  return run_in_shell(std::string{KAZASU_PROGRAM} + " " + arguments);
}

class CommandLine : public testing::Test {
 protected:
  CommandLine() {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  ~CommandLine() override { fs::remove_all(folder_); }

  std::string path(std::string const& name) const { return (folder_ / name).string(); }
  std::string write(std::string const& name, std::string const& text) const {
    std::ofstream{folder_ / name} << text;
    return path(name);
  }
  reports::RunResult result(std::string const& name) const {
    auto text = std::stringstream{};
    text << std::ifstream{folder_ / name / "run.json"}.rdbuf();
    return reports::from_json(text.str());
  }
  // Keys for cards take seconds to make, so the tests of one build share them.
  static std::string data() { return std::string{" --data "} + KAZASU_TEST_DATA; }

  // A few visits, no human time, no latency: what both clocks can do in a moment.
  std::string small_scenario() const {
    return write("small.yaml", R"(name: small
population: {stations: 20, people: 200, seed: 11}
calendar: {start: "2024-12-02T09:00:00+09:00", speed: 1}
arrivals: {process: constant, rate: 40/s, duration: 2s}
journey:
  name: first visit
  steps:
    - consent: {time: 0ms}
    - enter_pin: {time: 0ms, wrong: 20 %}
    - tap_card: {patience: 20s}
    - fetch_eligibility: {notice: poll, poll_interval: 200ms, patience: 20s}
card: {timing: none}
)");
  }

 private:
  fs::path folder_ = fs::temp_directory_path() / ("kazasu-command-line-" + std::to_string(getpid()));
};

int code(ExitCode value) {
  return static_cast<int>(value);
}

TEST_F(CommandLine, HelpAndVersionSucceed) {
  auto const help = run("--help");
  EXPECT_EQ(help.code, 0);
  EXPECT_NE(help.output.find("simulate"), std::string::npos);
  EXPECT_EQ(run("--version").code, 0);
}

TEST_F(CommandLine, AWrongCommandLineIsAUsageError) {
  EXPECT_EQ(run("").code, code(ExitCode::kUsage));
  EXPECT_EQ(run("simulate").code, code(ExitCode::kUsage));
  EXPECT_EQ(run("simulate " + small_scenario() + " --seed x").code, code(ExitCode::kUsage));
  auto const rate = run("simulate " + small_scenario() + " --rate 5 --out " + path("o"));
  EXPECT_EQ(rate.code, code(ExitCode::kUsage)) << rate.output;
  EXPECT_NE(rate.output.find("--rate"), std::string::npos) << rate.output;
  EXPECT_FALSE(fs::exists(path("o")));
}

TEST_F(CommandLine, UnknownArgumentsAreNamedInTheirOrderWithWhereToReadOn) {
  EXPECT_EQ(run("serve --port 1 --stations 3 --other-port 2").output,
            "Not known here: --port 1 --other-port 2\nSay kazasu serve --help for what there is.\n");
  EXPECT_EQ(run("card insert --person 1 --nowhere")
                .output.find("Not known here: --nowhere\nSay kazasu card insert --help"),
            0U);
}

TEST_F(CommandLine, CountsBeyondTheReservedRangesAreUsageErrors) {
  for (auto const* const wrong : {"serve --stations 0", "serve --stations 286001", "serve --people 100000001",
                                  "serve --calendar-speed 0", "pki export --out o --station 286000"}) {
    auto const finished = run(wrong);
    EXPECT_EQ(finished.code, code(ExitCode::kUsage)) << wrong;
    EXPECT_NE(finished.output.find(" not in range "), std::string::npos) << finished.output;
  }
}

// With pcscd: tests/e2e/run_over_pcsc_test.cpp.
TEST_F(CommandLine, CardReadersBelongToRealTime) {
  EXPECT_EQ(run("simulate " + small_scenario() + " --reader all").code, code(ExitCode::kUsage));
  for (auto const* const alone : {" --card-host .", " --share-readers"}) {
    auto const finished = run("run " + small_scenario() + alone);
    EXPECT_EQ(finished.code, code(ExitCode::kUsage));
    EXPECT_NE(finished.output.find("--reader"), std::string::npos) << finished.output;
  }
}

TEST_F(CommandLine, AllMistakesOfAScenarioAreSaidAtOnceWithTheirPlace) {
  auto const file =
      write("wrong.yaml", "name: wrong\npopulatoin: {stations: 5}\narrivals: {process: poison, rate: 1/s}\n");
  auto const finished = run("run " + file + " --out " + path("o"));
  EXPECT_EQ(finished.code, code(ExitCode::kScenario));
  EXPECT_NE(finished.output.find(file + ":2:1:"), std::string::npos) << finished.output;
  EXPECT_NE(finished.output.find("population"), std::string::npos) << finished.output;
  EXPECT_NE(finished.output.find(file + ":3:21:"), std::string::npos) << finished.output;
  EXPECT_NE(finished.output.find("poisson"), std::string::npos) << finished.output;
  EXPECT_FALSE(fs::exists(path("o")));
}

TEST_F(CommandLine, AMissingScenarioIsOneMessage) {
  auto const finished = run("simulate " + path("nothing.yaml"));
  EXPECT_EQ(finished.code, code(ExitCode::kScenario));
  EXPECT_NE(finished.output.find("nothing.yaml"), std::string::npos) << finished.output;
}

TEST_F(CommandLine, AFolderThatCannotBeMadeIsSaidBeforeTheRun) {
  auto const file = write("file", "not a folder");
  auto const finished = run("simulate " + small_scenario() + " --out " + file + "/o");
  EXPECT_EQ(finished.code, code(ExitCode::kOutput)) << finished.output;
}

TEST_F(CommandLine, TheSameSeedGivesTheSameTrace) {
  auto const scenario = small_scenario();
  EXPECT_EQ(run("simulate " + scenario + " --quiet --out " + path("a")).code, 0);
  EXPECT_EQ(run("simulate " + scenario + " --quiet --out " + path("b")).code, 0);
  EXPECT_EQ(run("simulate " + scenario + " --quiet --seed 12 --out " + path("c")).code, 0);
  EXPECT_EQ(result("a").trace_hash, result("b").trace_hash);
  EXPECT_NE(result("a").trace_hash, result("c").trace_hash);
  EXPECT_NE(result("a").arrival_hash, result("c").arrival_hash);
}

TEST_F(CommandLine, BothClocksHaveTheSameArrivalsAndOutcomes) {
  auto const scenario = small_scenario();
  ASSERT_EQ(run("simulate " + scenario + " --quiet --out " + path("virtual")).code, 0);
  auto const real = run("run " + scenario + " --quiet --out " + path("real") + data());
  // A busy machine may make the generator late, which is INVALID and not the matter of this test.
  ASSERT_TRUE(real.code == 0 || real.code == code(ExitCode::kInvalid)) << real.output;
  auto const a = result("virtual");
  auto const b = result("real");
  EXPECT_EQ(a.arrivals_completed, 80U);
  EXPECT_EQ(a.arrival_hash, b.arrival_hash);
  EXPECT_EQ(a.outcomes, b.outcomes);
  EXPECT_EQ(a.lag.max_ms, 0.0);
  for (auto const* const run : {&a, &b}) {
    auto sum = 0.0;
    for (auto const& stage : run->stages) sum += stage.figures.mean_ms;
    EXPECT_NEAR(sum, run->critical_path.mean_ms, 1e-3);  // one microsecond
    EXPECT_EQ(run->stages.size(), 16U);
  }
}

TEST_F(CommandLine, AMissedThresholdHasItsOwnCode) {
  auto const file = write("strict.yaml", R"(name: strict
population: {stations: 5, people: 50, seed: 3}
arrivals: {process: constant, rate: 10/s, duration: 1s}
journey: {name: visit, steps: [consent, enter_pin, tap_card, fetch_eligibility]}
thresholds: [tap_to_shown p50 < 1us]
)");
  auto const finished = run("simulate " + file + " --quiet --out " + path("o"));
  EXPECT_EQ(finished.code, code(ExitCode::kThreshold)) << finished.output;
  EXPECT_EQ(result("o").verdict, reports::Verdict::kValid);
}

TEST_F(CommandLine, ATargetThatDoesNotAnswerStopsTheRun) {
  auto const finished =
      run("run " + small_scenario() + " --out " + path("o") + data() +
          " --target reception=https://127.0.0.1:9 --target eligibility=https://127.0.0.1:9");
  EXPECT_EQ(finished.code, code(ExitCode::kUnreachable)) << finished.output;
  EXPECT_NE(finished.output.find("https://127.0.0.1:9"), std::string::npos) << finished.output;
  EXPECT_FALSE(fs::exists(path("o") + "/run.json"));
}

TEST_F(CommandLine, TargetsBeyondThisMachineNeedToBeOwnedAndProductionIsRefused) {
  auto const common = "run " + small_scenario() + " --out " + path("o") + data();
  EXPECT_EQ(run(common + " --target reception=https://192.0.2.1").code, code(ExitCode::kRefusedTarget));
  auto const production =
      run(common + " --i-own hweb.oqs.onshikaku.org --target reception=https://hweb.oqs.onshikaku.org");
  EXPECT_EQ(production.code, code(ExitCode::kRefusedTarget)) << production.output;
  EXPECT_EQ(run(common + " --target reception=ftp://127.0.0.1").code, code(ExitCode::kUsage));
  EXPECT_EQ(run(common + " --target nobody=https://127.0.0.1").code, code(ExitCode::kUsage));
}

TEST_F(CommandLine, ACalendarBeyondTheTestPkiIsSaid) {
  auto const file = write("late.yaml", R"(name: late
population: {stations: 5, people: 50, seed: 3}
calendar: {start: "2056-01-01T09:00:00+09:00"}
arrivals: {process: constant, rate: 10/s, duration: 1s}
journey: {name: visit, steps: [consent, enter_pin, tap_card, fetch_eligibility]}
)");
  auto const finished = run("run " + file + " --out " + path("o") + data());
  EXPECT_EQ(finished.code, code(ExitCode::kTestPki)) << finished.output;
}

TEST_F(CommandLine, ABusyPortIsSaid) {
  // The admin port of the second is the first's.
  auto const script = "sh -c '" + std::string{KAZASU_PROGRAM} + " serve" + data() +
                      " --store memory --reception-port 0 --eligibility-port 0 --admin-port 0 > " +
                      path("ready") + " & server=$!; for i in $(seq 200); do grep -q ready " + path("ready") +
                      " && break; sleep 0.1; done; port=$(sed \"s/.*admin=//\" " + path("ready") + "); " +
                      KAZASU_PROGRAM + " serve" + data() +
                      " --store memory --admin-port $port; code=$?; kill $server; wait; exit $code'";
  auto const finished = run_in_shell(script);
  EXPECT_EQ(finished.code, code(ExitCode::kPort)) << finished.output;
}

TEST_F(CommandLine, InterruptedRunsStillReport) {
  auto const command = "timeout --preserve-status -s INT 3 " + std::string{KAZASU_PROGRAM} + " run " +
                       small_scenario() + " --duration 60s --quiet --out " + path("o") + data();
  auto const status = std::system(command.c_str());
  EXPECT_EQ(WEXITSTATUS(status), code(ExitCode::kInterrupted));
  EXPECT_EQ(result("o").verdict, reports::Verdict::kInterrupted);
  ASSERT_FALSE(result("o").reasons.empty());
  EXPECT_EQ(result("o").reasons.front().code, reports::reason_code::kInterrupted);
  EXPECT_TRUE(fs::exists(path("o") + "/report.html"));
}

TEST_F(CommandLine, ExportsAStationAndRefusesToOverwriteIt) {
  auto const command = "pki export --station 3 --out " + path("station") + data();
  EXPECT_EQ(run(command).code, 0);
  for (auto const* const name : {"station-cert.pem", "station-key.pem", "server-ca.pem", "station-ca.pem",
                                 "card-ca.pem", "signing-ca.pem"}) {
    EXPECT_TRUE(fs::exists(path("station") + "/" + name)) << name;
  }
  EXPECT_EQ(run(command).code, code(ExitCode::kOutput));
}

TEST_F(CommandLine, ReportsAreMadeAgainFromRunJson) {
  ASSERT_EQ(run("simulate " + small_scenario() + " --quiet --out " + path("a")).code, 0);
  EXPECT_EQ(run("report " + path("a") + " " + path("a") + " --lang ja --out " + path("both.html")).code, 0);
  EXPECT_GT(fs::file_size(path("both.html")), 50'000U);
  EXPECT_EQ(run("report " + path("nothing") + " --out " + path("x.html")).code, code(ExitCode::kUsage));
}

TEST_F(CommandLine, ACaptureNeedsAFolder) {
  auto const file = write("file", "");
  auto const finished = run("serve" + data() + " --token-folder " + path("") + " --capture " + file);
  EXPECT_EQ(finished.code, static_cast<int>(ExitCode::kOutput)) << finished.output;
  EXPECT_NE(finished.output.find("--capture"), std::string::npos) << finished.output;
}

}  // namespace
}  // namespace kazasu::harness
