// `kazasu claims` as its users meet it: exit codes, messages and files, run as a process of its own.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

#include "harness/exit_code.h"
#include "tests/harness/shell.h"

namespace kazasu::harness {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::StartsWith;

int code(ExitCode value) {
  return static_cast<int>(value);
}

std::string read(fs::path const& path) {
  auto text = std::stringstream{};
  text << std::ifstream{path, std::ios::binary}.rdbuf();
  return text.str();
}

class ClaimsCommand : public testing::Test {
 protected:
  ClaimsCommand() {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  ~ClaimsCommand() override { fs::remove_all(folder_); }

  std::string path(std::string const& name) const { return (folder_ / name).string(); }
  std::string write(std::string const& name, std::string const& bytes) const {
    std::ofstream{folder_ / name, std::ios::binary} << bytes;
    return path(name);
  }
  static Finished run(std::string const& arguments) {
    return run_in_shell(std::string{KAZASU_PROGRAM} + " claims " + arguments);
  }
  // Of a few stations; in the order of their names.
  std::vector<fs::path> generated(std::string const& name) const {
    auto const made = run("generate --stations 6 --month 2025-01 --seed 3 --out " + path(name));
    EXPECT_EQ(made.code, 0) << made.output;
    auto files = std::vector<fs::path>{};
    for (auto const& entry : fs::recursive_directory_iterator{folder_ / name}) {
      if (entry.is_regular_file()) files.push_back(entry.path());
    }
    std::ranges::sort(files);
    return files;
  }

 private:
  fs::path folder_ = fs::temp_directory_path() / ("kazasu-claims-command-" + std::to_string(getpid()));
};

TEST_F(ClaimsCommand, GeneratesCleanFilesThatComeBackByteForByte) {
  auto const files = generated("claims");
  EXPECT_GE(files.size(), 8U);
  for (auto const& file : files) {
    EXPECT_EQ(file.filename(), "RECEIPTH.UKE");
    auto const checked = run("check --month 2025-01 " + file.string());
    EXPECT_EQ(checked.code, 0) << checked.output;
    EXPECT_EQ(checked.output, "");
    auto const rewritten = run("rewrite " + file.string() + " --out " + path("again.uke"));
    EXPECT_EQ(rewritten.code, 0) << rewritten.output;
    EXPECT_EQ(read(file), read(path("again.uke")));
    EXPECT_EQ(run("diff " + file.string() + " " + path("again.uke")).code, 0);
  }
  auto const again = generated("claims-again");
  ASSERT_EQ(files.size(), again.size());
  for (std::size_t i = 0; i < files.size(); ++i) EXPECT_EQ(read(files[i]), read(again[i]));
}

TEST_F(ClaimsCommand, SaysEachFindingInALine) {
  auto const file = generated("claims").front();
  auto spoiled = read(file);
  auto const at = spoiled.find("\r\nIH,13") + 5;
  spoiled.replace(at, 2, "48");
  auto const checked = run("check --lang en " + write("spoiled.uke", spoiled));
  EXPECT_EQ(checked.code, code(ExitCode::kClaimFindings));
  EXPECT_THAT(checked.output, StartsWith(path("spoiled.uke") + ": L2973 receipt 1 record "));
  EXPECT_THAT(checked.output,
              HasSubstr(" IH field 1 都道府県 offset " + std::to_string(at) + ": a code that"));
  EXPECT_EQ(std::ranges::count(checked.output, '\n'), 1);
  auto const japanese = run("check " + path("spoiled.uke"));
  EXPECT_THAT(japanese.output, HasSubstr("別表にないコード"));

  auto const rewritten = run("rewrite " + path("spoiled.uke") + " --out " + path("again.uke"));
  EXPECT_EQ(rewritten.code, code(ExitCode::kClaimFindings));
  EXPECT_THAT(rewritten.output, HasSubstr("L2973"));
  EXPECT_FALSE(fs::exists(path("again.uke")));
  EXPECT_FALSE(fs::exists(path("again.uke.part")));

  auto const other = run("check --month 2025-02 " + file.string());
  EXPECT_EQ(other.code, code(ExitCode::kClaimFindings));
  EXPECT_THAT(other.output, HasSubstr(": L1960 receipt 0 record 1 HM field 6 請求年月 offset "));
}

TEST_F(ClaimsCommand, FindsAReceiptThatStandsTwiceInAFile) {
  auto const file = read(generated("claims").front());
  auto const second = file.find("\r\nRE,2,") + 2;
  auto const end = file.rfind("GO");
  ASSERT_LT(second, end);
  auto const first = file.substr(file.find("\r\nRE,1,") + 2, second - file.find("\r\nRE,1,") - 2);
  auto const number = std::to_string(std::stoi(file.substr(file.rfind("\r\nRE,") + 5)) + 1);
  auto const again = "RE," + number + first.substr(std::string_view{"RE,1"}.size());
  auto const checked =
      run("check --lang en " + write("twice.uke", file.substr(0, end) + again + file.substr(end)));
  EXPECT_EQ(checked.code, code(ExitCode::kClaimFindings));
  EXPECT_THAT(checked.output, StartsWith(path("twice.uke") + ": L3966 receipt " + number + " record "));
  EXPECT_EQ(std::ranges::count(checked.output, '\n'), 1);
}

TEST_F(ClaimsCommand, SaysHowFilesDifferTheSameEveryTime) {
  auto const file = generated("claims").front();
  auto changed = read(file);
  changed.replace(changed.find("\r\nIH,13") + 5, 2, "27");
  changed.replace(changed.find("\r\nGO"), 0, "\r\nKA,1");
  auto const arguments = "diff " + file.string() + " " + write("changed.uke", changed);
  auto const once = run(arguments);
  EXPECT_EQ(once.code, code(ExitCode::kClaimFindings));
  EXPECT_THAT(once.output, StartsWith("~ receipt 1 IH 1 field 1 都道府県: 13 -> 27\n+ receipt "));
  EXPECT_THAT(once.output, HasSubstr(": KA,1\n"));
  EXPECT_EQ(run(arguments).output, once.output);
}

TEST_F(ClaimsCommand, RefusesWhatIsNoReceiptFileInOneLine) {
  for (auto const* command : {"check ", "rewrite --out x.uke ", "diff x.uke "}) {
    auto const missing = run(command + path("missing.uke"));
    EXPECT_EQ(missing.code, code(ExitCode::kClaimFile)) << command;
  }
  for (auto const& [name, bytes, why] :
       {std::array<std::string, 3>{"zipped.uke", "PK\x03\x04rest",
                                   ": a ZIP archive; expected a receipt file"},
        std::array<std::string, 3>{"empty.zip", "PK\x05\x06", ": a ZIP archive"}}) {
    auto const refused = run("check " + write(name, bytes));
    EXPECT_EQ(refused.code, code(ExitCode::kClaimFile));
    EXPECT_THAT(refused.output, HasSubstr(path(name) + why));
    EXPECT_EQ(std::ranges::count(refused.output, '\n'), 1);
  }
  EXPECT_EQ(run("check " + path("")).code, code(ExitCode::kClaimFile));
  auto const empty = run("check --lang en " + write("empty.uke", ""));
  EXPECT_EQ(empty.code, code(ExitCode::kClaimFindings));
  EXPECT_THAT(empty.output,
              HasSubstr("L1956 receipt 0 record 0 -- field 0 - offset 0: no receipt in the file"));
}

// A returned receipt with its number, its reason and its history, made of a clean file.
TEST_F(ClaimsCommand, MakesAFileToClaimReturnedReceiptsAgain) {
  auto text = read(generated("claims").front());
  text.replace(0, 2, "HH");
  text.replace(text.rfind("GO\r\n"), 2, "HG,2,1000");
  auto const second = text.find("\r\nRE,2,");
  ASSERT_NE(second, std::string::npos);
  text.insert(second, "\r\nHR,202501,1,L3962,x\r\n8,1,0,RE,1\r\n8,9,0,RC,Ver0000");
  text.insert(text.find("\r\n", text.find("\r\nRE,1,") + 2), "12345678901234567");
  auto const returned = write("RECEIPTH.HEN", text);
  EXPECT_EQ(run("reclaim " + returned + " --month 2025-02 --out " + path("again.uke")).code, 0);
  auto const again = read(path("again.uke"));
  EXPECT_THAT(again, StartsWith("HM,"));
  EXPECT_THAT(again, HasSubstr(",202502,"));
  EXPECT_EQ(again.find("\r\nHR,"), std::string::npos);
  EXPECT_THAT(again, HasSubstr("\r\n8,1,0,RE,1\r\n8,9,0,RC,Ver0000\r\nRE,2,"));
  EXPECT_EQ(run("check --month 2025-02 " + path("again.uke")).output, "");
  EXPECT_EQ(run("rewrite " + path("again.uke") + " --out " + path("same.uke")).code, 0);
  EXPECT_EQ(read(path("same.uke")), again);
  auto const refused = run("reclaim " + path("again.uke") + " --month 2025-02 --out " + path("x.uke"));
  EXPECT_EQ(refused.code, code(ExitCode::kClaimFile));
  EXPECT_THAT(refused.output, HasSubstr("RECEIPTH.HEN"));
}

// Beside the registers of the same world a notification that was forgotten shows, and a person who reached
// the age of 75 within the month; both are of the world that seed 3 makes.
TEST_F(ClaimsCommand, ChecksBesideTheRegisters) {
  auto const options = std::string{"check --lang en --month 2025-01 --registry --stations 6 --seed 3 "};
  auto all = std::string{};
  auto const files = generated("claims");
  for (auto const& file : files) all.append(" ").append(file.string());
  auto const plain = run(options + all);
  EXPECT_EQ(plain.code, plain.output.empty() ? 0 : code(ExitCode::kClaimFindings));
  // The same file again was sent before, and every receipt says so.
  auto const& file = files.front().string();
  auto const receipts = run(options + file + " " + file);
  EXPECT_EQ(receipts.code, code(ExitCode::kClaimFindings));
  EXPECT_THAT(receipts.output, HasSubstr(": L3967 receipt 1 record 2 RE field 4 "));
  // Another seed has other people and other names of stations.
  auto const strangers = run("check --lang en --month 2025-01 --registry --stations 6 --seed 4 " + file);
  EXPECT_THAT(strangers.output, HasSubstr("L3968 receipt "));
  // A world of fewer stations does not have the last one.
  auto const missing = run("check --lang en --month 2025-01 --registry --stations 1 --seed 3 " + all);
  EXPECT_THAT(missing.output, HasSubstr("L1912 "));
}

TEST_F(ClaimsCommand, SaysWhatThePayersPutRight) {
  auto const file = generated("claims").front();
  auto changed = read(file);
  auto const at = changed.find("\r\nSN,1,01,,,,0");
  ASSERT_NE(at, std::string::npos);
  auto& branch = changed.at(at + 14);
  branch = branch == '9' ? '8' : '9';
  auto const outcomes =
      run("check --month 2025-01 --registry --stations 6 --seed 3 --outcomes " + write("a.uke", changed));
  EXPECT_THAT(outcomes.output, HasSubstr(" outcome 09 branch identified parts 1"));
}

TEST_F(ClaimsCommand, CountsFewerReturnsWhenStationsAsk) {
  auto const options = std::string{"compare-eligibility --stations 40 --month 2025-01 --seed 2"};
  auto const compared = run(options + " --json --changes-ppm 300000");
  ASSERT_EQ(compared.code, 0) << compared.output;
  auto const number = [&](std::string const& way, std::string const& key) {
    auto const from = compared.output.find("\"" + way + "\"");
    auto const at = compared.output.find("\"" + key + "\":", from);
    return at == std::string::npos ? -1 : std::stoi(compared.output.substr(at + key.size() + 3));
  };
  EXPECT_GT(number("at_first_sight", "returned"), 3 * number("asked_online", "returned"));
  EXPECT_GT(number("at_first_sight", "transferred"), number("asked_online", "transferred"));
  EXPECT_GT(number("at_first_sight", "branch_identified"), number("asked_online", "branch_identified"));
  for (auto const* way : {"at_first_sight", "asked_online"}) {
    auto sum = number(way, "returned_by_form");
    for (auto const* key : {"confirmed", "branch_identified", "to_written_insurer", "transferred", "split"}) {
      EXPECT_LE(number(way, key), number(way, "looked_up"));
    }
    for (auto const* key : {"not_found", "lost", "not_transferable", "not_splittable"})
      sum += number(way, key);
    EXPECT_GE(sum, number(way, "returned"));
    EXPECT_GE(number(way, "receipts"), number(way, "looked_up"));
  }
  EXPECT_EQ(run(options + " --json --changes-ppm 300000").output, compared.output);
  auto const table = run(options);
  EXPECT_EQ(table.code, 0);
  EXPECT_THAT(table.output, HasSubstr("at first sight    asked online\n"));
  EXPECT_THAT(table.output, HasSubstr("\nreturned (L3) "));
}

TEST_F(ClaimsCommand, TakesNoWrongOptionsAndOverwritesNothing) {
  EXPECT_EQ(run("check --registry --stations 6 x").code, code(ExitCode::kUsage));
  EXPECT_EQ(run("check --registry --month 2025-01 x").code, code(ExitCode::kUsage));
  EXPECT_EQ(run("check --seed 1 x").code, code(ExitCode::kUsage));
  EXPECT_EQ(run("compare-eligibility --stations 1 --month 2024-06").code, code(ExitCode::kUsage));
  EXPECT_EQ(run("").code, code(ExitCode::kUsage));
  EXPECT_EQ(run("generate --stations 0 --month 2025-01 --out " + path("a")).code, code(ExitCode::kUsage));
  EXPECT_EQ(run("generate --stations 1 --month 2025-13 --out " + path("a")).code, code(ExitCode::kUsage));
  auto const early = run("generate --stations 1 --month 2024-06 --out " + path("a"));
  EXPECT_EQ(early.code, code(ExitCode::kUsage));
  EXPECT_THAT(early.output, HasSubstr("2024-07"));
  EXPECT_FALSE(fs::exists(path("a")));
  generated("claims");
  auto const twice = run("generate --stations 1 --month 2025-01 --out " + path("claims"));
  EXPECT_EQ(twice.code, code(ExitCode::kOutput));
  EXPECT_THAT(twice.output, HasSubstr("not empty"));
  auto const nowhere = run("rewrite " + write("x.uke", "x") + " --out " + path("missing/y.uke"));
  EXPECT_EQ(nowhere.code, code(ExitCode::kOutput));
}

}  // namespace
}  // namespace kazasu::harness
