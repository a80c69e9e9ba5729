// `kazasu phone-app` and `kazasu card sign` with a card that a hand holds to a reader of PC/SC.
#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <list>
#include <memory>
#include <string>

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

constexpr auto kConsents =
    R"({"consents": {"operations": true, "diagnosis_and_medication": true, "health_checkup": true, )"
    R"("limit_amount": true, "specific_disease": true}})";

// What stands between `name` and the next `end` in a text.
std::string value_after(std::string const& text, std::string const& name, std::string const& end) {
  auto const at = text.find(name);
  if (at == std::string::npos) return "";
  auto const begin = at + name.size();
  return text.substr(begin, text.find_first_of(end, begin) - begin);
}

class PhoneApp : public ::testing::Test {
 protected:
  PhoneApp() {
    auto const day = sim::parse_iso_date_time("2024-12-02T09:00:00+09:00");
    harness::open_test_pki(KAZASU_TEST_DATA, day, day);  // made by whoever is first
    fs::copy(fs::path{KAZASU_TEST_DATA} / "pki", folder_.path() / "pki", fs::copy_options::recursive);
  }
  ~PhoneApp() override {
    while (!children_.empty()) children_.pop_back();  // the last one first
  }

  // Starts a command and returns its "ready" line.
  std::string start(std::vector<std::string> words) {
    auto const log = folder_.path() / ("output-" + std::to_string(children_.size()));
    words.insert(words.begin(), KAZASU_PROGRAM);
    words.insert(words.end(), {"--data", data()});
    auto& child = children_.emplace_back(Program{.arguments = std::move(words), .output = log});
    while (read_text(log).find("ready ") == std::string::npos) {
      if (child.wait(20ms)) throw std::runtime_error(read_text(log));
    }
    return read_text(log);
  }
  Finished kazasu(std::vector<std::string> words) const {
    words.insert(words.begin(), KAZASU_PROGRAM);
    words.insert(words.end(), {"--data", data()});
    return run(std::move(words));
  }

  // Card host, pcscd, reception and app; no card lies on the reader.
  void start_all() {
    start({"card", "host", "--slots", "1"});
    auto const readers = kazasu({"reader", "install", "--slots", "1"});
    fs::create_directories(folder_.path() / "pcscd");
    pcscd_ = std::make_unique<PrivatePcscd>(
        PcscdOptions{.folder = folder_.path() / "pcscd", .slots = 1, .configuration = readers.output});
    auto client = PcscClient{};
    ASSERT_TRUE(client.wait_for("kazasu 00 00", false)) << pcscd_->log();
    auto const exported = kazasu({"pki", "export", "--station", "0", "--out", path("station")});
    token_ = value_after(exported.output, "/v/", ",");
    web_ = "https://127.0.0.1:" + value_after(start({"serve", "--web-port", "0"}), "web=", " \n");
    app_ = value_after(start({"phone-app", "--web", web_, "--port", "0", "--reader", "kazasu 00 00"}),
                       "app=", " \n");
  }

  // What the reception's page would hand over.
  struct Opened {
    std::string session;
    std::string nonce;
  };
  std::string visits() const { return web_ + "/v/" + token_ + "/visits"; }
  Finished curl(std::vector<std::string> words) const {
    words.insert(words.begin(), {"curl", "-sS", "--cacert", path("station/server-ca.pem")});
    return run(std::move(words));
  }
  Opened open_visit() const {
    auto const opened = curl({"-d", kConsents, visits()}).output;
    return {value_after(opened, "\"session\": \"", "\""), value_after(opened, "\"nonce\": \"", "\"")};
  }
  // The app's page, waiting for the card in the background.
  std::unique_ptr<ChildProcess> enter_pin(Opened const& visit, std::string const& pin,
                                          std::string const& answer) const {
    auto const body = R"({"token": ")" + token_ + R"(", "session": ")" + visit.session + R"(", "nonce": ")" +
                      visit.nonce + R"(", "pin": ")" + pin + "\"}";
    return std::make_unique<ChildProcess>(
        Program{.arguments = {"curl", "-sS", "-H", "Origin: " + app_, "-d", body, app_ + "/proof"},
                .output = path(answer)});
  }
  std::string pin(std::string const& person) const {
    return kazasu({"card", "show", "--person", person, "--pins"}).output.substr(0, 4);
  }

  std::string data() const { return folder_.path().string(); }
  std::string path(std::string const& name) const { return (folder_.path() / name).string(); }

 private:
  identity::TemporaryFolder folder_;
  std::list<ChildProcess> children_;
  std::unique_ptr<PrivatePcscd> pcscd_;
  std::string token_;
  std::string web_;
  std::string app_;
};

TEST_F(PhoneApp, WaitsForTheCardThatAHandHoldsToTheReader) {
  start_all();
  auto const visit = open_visit();
  auto const waiting = enter_pin(visit, pin("7"), "answer");
  EXPECT_FALSE(waiting->wait(500ms)) << "no button fakes the tap: " << read_text(path("answer"));
  EXPECT_NE(curl({visits() + "/" + visit.session}).output.find("waiting"), std::string::npos);
  ASSERT_EQ(kazasu({"card", "insert", "--slot", "0", "--person", "7"}).exit_code, 0);
  EXPECT_EQ(waiting->wait(20s), 0);
  EXPECT_EQ(read_text(path("answer")), R"({"result":"accepted"})");
  EXPECT_NE(curl({visits() + "/" + visit.session}).output.find("\"outcome\": \"accepted\""),
            std::string::npos);

  // One card at a time, and a wrong PIN is counted on the card itself.
  ASSERT_EQ(kazasu({"card", "remove", "--slot", "0"}).exit_code, 0);
  auto const wrong = pin("7") == "0000" ? "0001" : "0000";
  auto const one = enter_pin(open_visit(), wrong, "one");
  auto const other = enter_pin(open_visit(), wrong, "other");
  auto const due = std::chrono::steady_clock::now() + 20s;
  while (!one->wait(20ms) && !other->wait(20ms)) ASSERT_LT(std::chrono::steady_clock::now(), due);
  auto const one_holds_the_app = !one->wait(0ms);
  auto& holder = one_holds_the_app ? *one : *other;
  EXPECT_EQ((one_holds_the_app ? other : one)->wait(0ms), 0);
  EXPECT_EQ(read_text(path(one_holds_the_app ? "other" : "one")), R"({"result":"busy"})");
  EXPECT_FALSE(holder.wait(0ms)) << "it still waits for a card";
  ASSERT_EQ(kazasu({"card", "insert", "--slot", "0", "--person", "7"}).exit_code, 0);
  EXPECT_EQ(holder.wait(20s), 0);
  EXPECT_EQ(read_text(path(one_holds_the_app ? "one" : "other")), R"({"result":"pin_wrong","tries_left":2})");
  EXPECT_NE(kazasu({"card", "show", "--person", "7"}).output.find("authentication 2 of 3"),
            std::string::npos);
}

TEST_F(PhoneApp, SaysThatTheCardWasPulledAway) {
  start_all();
  ASSERT_EQ(kazasu({"card", "insert", "--slot", "0", "--person", "7", "--faults", "remove@3"}).exit_code, 0);
  EXPECT_EQ(enter_pin(open_visit(), pin("7"), "answer")->wait(20s), 0);
  EXPECT_EQ(read_text(path("answer")), R"({"result":"card_removed"})");
}

TEST_F(PhoneApp, SaysWhatIsWrongWithItsCommandLine) {
  auto const says = [this](std::vector<std::string> words, ExitCode code, std::string const& text) {
    auto const finished = kazasu(std::move(words));
    EXPECT_EQ(finished.exit_code, static_cast<int>(code)) << finished.output;
    EXPECT_NE(finished.output.find(text), std::string::npos) << finished.output;
  };
  auto const web = std::string{"https://127.0.0.1:1"};
  says({"phone-app", "--person", "7"}, ExitCode::kUsage, "--web");
  says({"phone-app", "--web", web}, ExitCode::kUsage, "--person");
  says({"phone-app", "--web", web, "--person", "7", "--profile", "ordniary"}, ExitCode::kUsage, "ordinary");
  says({"phone-app", "--web", "http://127.0.0.1:1", "--person", "7"}, ExitCode::kUsage, "--web");
  says({"phone-app", "--web", "https://192.0.2.1", "--person", "7"}, ExitCode::kRefusedTarget, "192.0.2.1");
  says({"phone-app", "--web", web, "--web-ca", path("none.pem"), "--person", "7"}, ExitCode::kUsage,
       "none.pem");
  says({"phone-app", "--web", web, "--reader", "Omnikey"}, ExitCode::kReader, "");
  says({"serve", "--web-port", "0", "--phone-app", "https://elsewhere.invalid"}, ExitCode::kUsage,
       "--phone-app");
  auto const port = value_after(start({"phone-app", "--web", web, "--port", "0", "--person", "7"}),
                                "app=http://127.0.0.1:", "\n");
  says({"phone-app", "--web", web, "--port", port, "--person", "8"}, ExitCode::kCardHost, "");
}

TEST_F(PhoneApp, ACardSignsForWhoeverHasItsPin) {
  auto const sign = [this](std::string const& pin, std::string const& more) {
    return run(
        {"sh", "-c",
         "echo '" + pin + "' | " + KAZASU_PROGRAM + " card sign --data " + data() + " --person 7 " + more});
  };
  auto const right = pin("7");
  auto const proof = sign(right, "--nonce bm9uY2U=");
  EXPECT_EQ(proof.exit_code, 0) << proof.output;
  EXPECT_TRUE(proof.output.starts_with("{\"certificate\": \"MII")) << proof.output;
  EXPECT_NE(proof.output.find("\"signature\": \""), std::string::npos);
  auto const wrong = sign(right == "0000" ? "0001" : "0000", "--nonce bm9uY2U=");
  EXPECT_EQ(wrong.exit_code, static_cast<int>(ExitCode::kCardRefused));
  EXPECT_NE(wrong.output.find("2 more wrong ones lock it"), std::string::npos) << wrong.output;
  EXPECT_EQ(sign("12345", "--nonce bm9uY2U=").exit_code, static_cast<int>(ExitCode::kUsage));
  EXPECT_EQ(sign(right, "--nonce '!'").exit_code, static_cast<int>(ExitCode::kUsage));
  auto const locked = sign(right, "--profile pin_locked --nonce bm9uY2U=");
  EXPECT_EQ(locked.exit_code, static_cast<int>(ExitCode::kCardRefused));
  EXPECT_NE(locked.output.find("locked"), std::string::npos) << locked.output;
}

}  // namespace
}  // namespace kazasu::e2e
