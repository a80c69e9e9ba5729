// `kazasu run --trace --capture`: both sides of every visit in one folder, joined by keys, and nothing
// personal in any file.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <sstream>

#include "emulators/identity/generated_people.h"
#include "harness/exit_code.h"
#include "harness/population.h"
#include "reports/run_json.h"
#include "scenarios/scenario_file.h"

namespace kazasu::harness {
namespace {

namespace fs = std::filesystem;

constexpr auto kScenario = R"(name: certification
population: {stations: 3, people: 40, seed: 5}
arrivals: {process: constant, rate: 10/s, duration: 1s}
journey: {steps: [consent, enter_pin: {wrong: 30 %}, tap_card, fetch_eligibility]}
card: {timing: none}
)";

std::string content(fs::path const& file) {
  auto text = std::stringstream{};
  text << std::ifstream{file, std::ios::binary}.rdbuf();
  return text.str();
}

std::vector<std::string> lines_of(fs::path const& file) {
  auto lines = std::vector<std::string>{};
  auto stream = std::ifstream{file};
  for (auto line = std::string{}; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

// The first group of the expression in the text; empty where it does not fit.
std::string found(std::string const& text, char const* expression) {
  auto match = std::smatch{};
  return std::regex_search(text, match, std::regex{expression}) ? match[1].str() : std::string{};
}

std::string hexadecimal(std::string_view bytes) {
  constexpr auto kHex = std::string_view{"0123456789ABCDEF"};
  auto text = std::string{};
  for (auto const byte : bytes) {
    text += kHex[static_cast<unsigned char>(byte) >> 4U];
    text += kHex[static_cast<unsigned char>(byte) & 0xFU];
  }
  return text;
}

class RunTrace : public testing::Test {
 protected:
  RunTrace() {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    std::ofstream{scenario()} << kScenario;
  }
  ~RunTrace() override { fs::remove_all(folder_); }
  fs::path scenario() const { return folder_ / "certification.yaml"; }
  // The exit code; what the program said is in said().
  int run(std::string const& more) const {
    auto const command = std::string{KAZASU_PROGRAM} + " run " + scenario().string() + " --quiet --data " +
                         KAZASU_TEST_DATA + " --out " + (folder_ / "out").string() + " " + more + " >" +
                         (folder_ / "log").string() + " 2>&1";
    auto const status = std::system(command.c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  std::string said() const { return content(folder_ / "log"); }

  fs::path folder_ = fs::temp_directory_path() / ("kazasu-run-trace-" + std::to_string(getpid()));
};

TEST_F(RunTrace, JoinsBothSidesOfEveryVisitAndShowsNothingPersonal) {
  auto const trace = folder_ / "apdus.txt";
  auto const code = run("--trace " + trace.string() + " --capture " + folder_.string());
  // A busy machine may make the generator late, which is INVALID and not the matter of this test.
  ASSERT_TRUE(code == 0 || code == static_cast<int>(ExitCode::kInvalid)) << said();
  for (auto const& reason : reports::from_json(content(folder_ / "out" / "run.json")).reasons) {
    EXPECT_EQ(reason.code, reports::reason_code::kGeneratorLate);
  }

  auto const apdus = lines_of(trace);
  auto visit_of_key = std::map<std::string, std::string>{};
  auto authentications = std::map<std::string, int>{};
  for (auto const& line : lines_of(folder_ / "internet.jsonl")) {
    auto const visit = found(line, R"re("visit":"([0-9A-F]{16})")re");
    ASSERT_NE(visit, "") << line;
    auto const key = found(line, R"re("to_sign":"([0-9A-F]{16})")re");
    if (!key.empty()) visit_of_key[key] = visit;
    if (line.find(R"("operation":"authentication")") != std::string::npos) ++authentications[visit];
  }
  EXPECT_EQ(visit_of_key.size(), 10U);
  auto slots = std::map<std::string, int>{};
  auto signatures = std::size_t{0};
  for (auto const& [key, visit] : visit_of_key) {
    // The DigestInfo of SHA-256 ends with the digest's tag and length.
    auto const signs = [digest = "0420" + key](auto const& line) { return line.find(digest) != line.npos; };
    EXPECT_EQ(std::ranges::count_if(apdus, signs), authentications[visit]) << key;
    auto const at = std::ranges::find_if(apdus, signs);
    if (at == apdus.end()) continue;  // the PIN was wrong three times
    ++signatures;
    ++slots[found(*at, " slot ([0-9]+):")];
  }
  EXPECT_GE(signatures, 7U);
  EXPECT_EQ(slots.size(), signatures) << "each visit has a slot of its own";

  auto const people =
      identity::GeneratedPeople{population_settings(*scenarios::load_scenario(scenario()).scenario)};
  auto const text =
      content(trace) + content(folder_ / "internet.jsonl") + content(folder_ / "closed-line.jsonl");
  auto const packets = content(folder_ / "apdus.pcapng");
  EXPECT_NE(text.find("VERIFY"), std::string::npos);
  EXPECT_GT(packets.size(), 10'000U);
  for (auto i = identity::PersonIndex{0}; i < people.people(); ++i) {
    auto const person = people.person(i);
    EXPECT_EQ(text.find("04" + hexadecimal(person.pin)), std::string::npos) << i;
    EXPECT_EQ(packets.find("\x04" + person.pin), std::string::npos) << i;
    for (auto const& canary : {person.name, person.name_kana, person.address}) {
      EXPECT_EQ(text.find(canary), std::string::npos) << i;
      EXPECT_EQ(text.find(hexadecimal(canary)), std::string::npos) << i;
      EXPECT_EQ(packets.find(canary), std::string::npos) << i;
    }
  }
}

TEST_F(RunTrace, IsRefusedWhereItCannotBeWritten) {
  EXPECT_EQ(run("--trace " + (folder_ / "nowhere" / "apdus.txt").string()),
            static_cast<int>(ExitCode::kOutput));
  EXPECT_NE(said().find("--trace"), std::string::npos) << said();
  EXPECT_EQ(run("--trace " + (folder_ / "apdus.pcapng").string()), static_cast<int>(ExitCode::kOutput));
  EXPECT_NE(said().find("expected a name such as apdus.txt"), std::string::npos) << said();
}

}  // namespace
}  // namespace kazasu::harness
