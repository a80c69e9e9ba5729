// The commands of `kazasu card` against a host that is a process of its own.
#include <gtest/gtest.h>
#include <poll.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <thread>

#include "harness/exit_code.h"
#include "harness/open_pki.h"
#include "sim/calendar.h"
#include "tests/e2e/child_process.h"
#include "tests/e2e/pcsc_client.h"
#include "tests/e2e/private_pcscd.h"
#include "tests/identity/temporary_folder.h"

namespace kazasu::e2e {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using harness::ExitCode;

class CardHostCommands : public ::testing::Test {
 protected:
  CardHostCommands() {
    auto const day = sim::parse_iso_date_time("2024-12-02T09:00:00+09:00");
    harness::open_test_pki(KAZASU_TEST_DATA, day, day);  // made by whoever is first
    fs::copy(fs::path{KAZASU_TEST_DATA} / "pki", folder_.path() / "pki", fs::copy_options::recursive);
  }
  ~CardHostCommands() override { stop_host(SIGTERM); }

  void start_host(std::vector<std::string> options = {}) {
    auto arguments = std::vector<std::string>{KAZASU_PROGRAM, "card", "host",         "--slots", "2",
                                              "--data",       data(), "--phone-port", "0"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    auto const log = folder_.path() / "host.log";
    std::ofstream{log, std::ios::trunc};
    host_ = std::make_unique<ChildProcess>(Program{.arguments = std::move(arguments), .output = log});
    while (read_text(log).find("ready ") == std::string::npos) {
      ASSERT_FALSE(host_->wait(20ms)) << read_text(log);
    }
    auto const text = read_text(log);
    phone_port_ = text.substr(text.find("phones=") + 7, text.find('\n') - text.find("phones=") - 7);
  }
  std::optional<int> stop_host(int signal) {
    if (!host_) return std::nullopt;
    host_->signal(signal);
    auto const code = host_->wait(30s);
    host_.reset();
    return code;
  }

  Finished card(std::vector<std::string> words) const {
    words.insert(words.begin(), {KAZASU_PROGRAM, "card"});
    words.insert(words.end(), {"--data", data()});
    return run(std::move(words));
  }
  // What the card in a slot answers to hexadecimal commands, one line each, without times.
  std::string phone(std::string const& slot, std::string const& commands) const {
    auto const script = "printf '" + commands + "' | " + KAZASU_PROGRAM + " card phone --data " + data() +
                        " --port " + phone_port_ + " --slot " + slot + " | sed 's/ *#.*//' | grep -v '^$'";
    return run({"sh", "-c", script}).output;
  }

  std::string data() const { return folder_.path().string(); }

  identity::TemporaryFolder folder_;

 private:
  std::unique_ptr<ChildProcess> host_;
  std::string phone_port_;
};

void expect(Finished const& finished, ExitCode code, std::string const& words) {
  EXPECT_EQ(finished.exit_code, static_cast<int>(code)) << finished.output;
  EXPECT_NE(finished.output.find(words), std::string::npos) << finished.output;
}

TEST_F(CardHostCommands, PutCardsInAndTakeThemOut) {
  start_host();
  expect(card({"insert", "--slot", "0", "--person", "7"}), ExitCode::kOk, "");
  expect(card({"insert", "--slot", "0", "--person", "8"}), ExitCode::kSlot, "holds a card (person 7");
  expect(card({"insert", "--slot", "0", "--person", "8", "--profile", "pin_locked", "--swap"}), ExitCode::kOk,
         "");
  expect(card({"list"}), ExitCode::kOk, "slot 0: person 8, pin_locked, 0 exchanges\nslot 1: empty");
  expect(card({"remove", "--slot", "0"}), ExitCode::kOk, "");
  expect(card({"remove", "--slot", "0"}), ExitCode::kSlot, "slot 0 is empty");
}

TEST_F(CardHostCommands, SayWhatIsWrong) {
  expect(card({"list"}), ExitCode::kCardHost, "no card host listens");
  start_host();
  expect(card({"insert", "--slot", "2", "--person", "7"}), ExitCode::kSlot, "slots 0 to 1");
  expect(card({"insert", "--slot", "0", "--person", "7", "--profile", "pin_lokced"}), ExitCode::kUsage,
         "did you mean 'pin_locked'");
  expect(card({"insert", "--slot", "0", "--person", "7", "--faults", "remvoe@4"}), ExitCode::kUsage,
         "remove");
  expect(card({"insert", "--slot", "0", "--person", "99999999999"}), ExitCode::kUsage, "person");
  expect(card({"host", "--slots", "1"}), ExitCode::kCardHost, "");
  expect(card({"list"}), ExitCode::kOk, "slot 0: empty");
}

TEST_F(CardHostCommands, EndTheHostInOrder) {
  start_host();
  EXPECT_EQ(stop_host(SIGTERM), 0);
  start_host();
  EXPECT_EQ(stop_host(SIGINT), 0);
  EXPECT_FALSE(fs::exists(folder_.path() / "card-host" / "control.sock"));
}

// SELECT JPKI, SELECT the authentication PIN, then what is added.
constexpr auto kToPin = "00A4040C0AD392F000260100000001\\n00A4020C020018\\n";

TEST_F(CardHostCommands, AKilledHostGivesNoTryBack) {
  start_host();
  expect(card({"insert", "--slot", "1", "--person", "7"}), ExitCode::kOk, "");
  EXPECT_EQ(phone("1", std::string{kToPin} + "00200080\\n"), "9000\n9000\n63C3\n");
  EXPECT_EQ(phone("1", std::string{kToPin} + "002000800441414141\\n"), "9000\n9000\n63C2\n");
  stop_host(SIGKILL);
  start_host();
  expect(card({"insert", "--slot", "1", "--person", "7"}), ExitCode::kOk, "");
  EXPECT_EQ(phone("1", std::string{kToPin} + "00200080\\n"), "9000\n9000\n63C2\n");
  expect(card({"show", "--person", "7"}), ExitCode::kOk, "authentication 2 of 3");
}

TEST_F(CardHostCommands, ThePinsThatAreShownOpenTheCard) {
  auto const pins = card({"show", "--person", "7", "--pins"}).output;
  auto const pin = pins.substr(0, pins.find('\n'));
  ASSERT_EQ(pin.size(), 4U);
  auto digits = std::string{};
  for (auto const digit : pin) digits += std::string{"3"} + digit;
  start_host();
  expect(card({"insert", "--slot", "0", "--person", "7"}), ExitCode::kOk, "");
  EXPECT_EQ(phone("0", std::string{kToPin} + "0020008004" + digits + "\\n"), "9000\n9000\n9000\n");
}

TEST_F(CardHostCommands, EveryProfileCanBeInserted) {
  start_host();
  auto profiles = std::istringstream{run({KAZASU_PROGRAM, "card", "profiles"}).output};
  auto inserted = 0;
  for (auto line = std::string{}; std::getline(profiles, line); ++inserted) {
    auto const name = line.substr(0, line.find(' '));
    expect(card({"insert", "--slot", "0", "--person", "7", "--profile", name, "--swap"}), ExitCode::kOk, "");
    EXPECT_EQ(phone("0", "00A4040C0AD392F000260100000001\\n"), "9000\n") << name;
  }
  EXPECT_EQ(inserted, 14);
}

TEST_F(CardHostCommands, TheTraceShowsCommandsAndNoPin) {
  auto const trace = folder_.path() / "apdus.txt";
  start_host({"--trace", trace.string()});
  expect(card({"insert", "--slot", "0", "--person", "7"}), ExitCode::kOk, "");
  EXPECT_EQ(phone("0", std::string{kToPin} + "002000800439383736\\n"), "9000\n9000\n63C2\n");
  EXPECT_EQ(stop_host(SIGTERM), 0);
  auto const text = read_text(trace);
  EXPECT_NE(text.find("SELECT JPKI"), std::string::npos) << text;
  EXPECT_NE(text.find("VERIFY"), std::string::npos) << text;
  EXPECT_EQ(text.find("39383736"), std::string::npos) << text;
  EXPECT_TRUE(fs::exists(folder_.path() / "apdus.pcapng"));
}

TEST_F(CardHostCommands, OpenScReadsTheInsertedCardThroughTheInstalledReader) {
  start_host();
  expect(card({"insert", "--slot", "0", "--person", "7", "--profile", "last_try"}), ExitCode::kOk, "");
  auto const readers = run({KAZASU_PROGRAM, "reader", "install", "--slots", "2", "--data", data()});
  ASSERT_EQ(readers.exit_code, 0) << readers.output;
  auto const pcscd = PrivatePcscd{{.folder = folder_.path(), .slots = 2, .configuration = readers.output}};
  auto client = PcscClient{};
  ASSERT_TRUE(client.wait_for("kazasu 00 00", true)) << pcscd.log();
  auto const dump = run({"pkcs15-tool", "--reader", "kazasu 00 00", "--list-pins"});
  EXPECT_EQ(dump.exit_code, 0) << dump.output;
  EXPECT_NE(dump.output.find("User Authentication PIN"), std::string::npos) << dump.output;
  EXPECT_NE(dump.output.find("Tries left     : 1"), std::string::npos) << dump.output;
  EXPECT_NE(dump.output.find("Tries left     : 5"), std::string::npos) << dump.output;
}

}  // namespace
}  // namespace kazasu::e2e
