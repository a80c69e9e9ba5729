// `kazasu serve --ocsp-port` as its users meet it: the ordinary `openssl ocsp` client and a load of visits.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
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

// `kazasu serve` in the background.
class Served {
 public:
  explicit Served(std::string const& arguments) {
    auto const command = std::string{"exec "} + KAZASU_PROGRAM + " serve " + arguments;
    auto ends = std::array<int, 2>{};
    if (pipe(ends.data()) != 0) return;
    pid_ = fork();
    if (pid_ == 0) {
      dup2(ends[1], STDOUT_FILENO);
      close(ends[0]);
      close(ends[1]);
      execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
      _exit(127);
    }
    close(ends[1]);
    auto* const output = fdopen(ends[0], "r");
    auto line = std::array<char, 256>{};
    if (fgets(line.data(), line.size(), output) != nullptr) ready = line.data();
    fclose(output);
  }
  ~Served() {
    if (pid_ <= 0) return;  // never started; a signal to -1 would go to everybody
    kill(pid_, SIGTERM);
    waitpid(pid_, nullptr, 0);
  }
  Served(Served const&) = delete;
  Served& operator=(Served const&) = delete;

  std::string port(std::string const& name) const {
    auto const at = ready.find(name + "=");
    if (at == std::string::npos) return "";
    auto const begin = at + name.size() + 1;
    return ready.substr(begin, ready.find_first_of(" \n", begin) - begin);
  }

  std::string ready;

 private:
  pid_t pid_ = -1;
};

class OcspCommand : public testing::Test {
 protected:
  OcspCommand() {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  ~OcspCommand() override { fs::remove_all(folder_); }

  std::string path(std::string const& name) const { return (folder_ / name).string(); }
  // Keys for cards take seconds to make, so the tests of one build share them; the token is this test's own.
  std::string serve_arguments() const {
    return std::string{"--data "} + KAZASU_TEST_DATA + " --token-folder " + path("") + " --ocsp-port 0 ";
  }
  std::string token() const {
    auto text = std::string{};
    std::ifstream{path("admin.token")} >> text;
    return text;
  }
  Finished put(Served const& served, std::string const& target, std::string const& body) const {
    return run_in_shell("curl -sS -X PUT -H 'Authorization: Bearer " + token() + "' -d '" + body +
                        "' http://127.0.0.1:" + served.port("admin") + target);
  }
  std::uint64_t figure(Served const& served, std::string const& name) const {
    auto const counters = run_in_shell("curl -sS -H 'Authorization: Bearer " + token() +
                                       "' http://127.0.0.1:" + served.port("admin") + "/counters");
    auto const at = counters.output.find("\"" + name + "\":");
    if (at == std::string::npos) return 0;
    return std::strtoull(counters.output.c_str() + at + name.size() + 3, nullptr, 10);
  }
  Finished openssl_ocsp(Served const& served, std::string const& more = "") const {
    auto const ca = path("export/card-ca.pem");
    return run_in_shell("openssl ocsp -issuer " + ca + " -cert " + path("export/card-cert.pem") +
                        " -CAfile " + ca + " -url http://127.0.0.1:" + served.port("ocsp") + " " + more);
  }

 private:
  fs::path folder_ = fs::temp_directory_path() / ("kazasu-ocsp-" + std::to_string(getpid()));
};

// The client judges dates by the machine's clock, so the calendar stands there, too.
std::string now_in_japan() {
  auto const now = run_in_shell("TZ=Asia/Tokyo date +%Y-%m-%dT%H:%M:%S").output;
  return now.substr(0, now.find('\n')) + "+09:00";
}

bool says(Finished const& finished, std::string const& text) {
  return finished.output.find(text) != std::string::npos;
}

TEST_F(OcspCommand, TheOrdinaryClientUnderstandsEveryState) {
  auto const now = " --calendar-start " + now_in_japan();
  auto const served = Served{serve_arguments() + now};
  ASSERT_NE(served.port("ocsp"), "") << served.ready;
  auto const exported =
      run_in_shell(std::string{KAZASU_PROGRAM} + " pki export --station 0 --person 3 --data " +
                   KAZASU_TEST_DATA + " --out " + path("export") + now);
  ASSERT_EQ(exported.code, 0) << exported.output;

  auto const good = openssl_ocsp(served);
  EXPECT_EQ(good.code, 0) << good.output;
  EXPECT_TRUE(says(good, "card-cert.pem: good") && says(good, "Response verify OK")) << good.output;
  EXPECT_FALSE(says(good, "WARNING")) << "no nonce, or dates that do not hold: " << good.output;

  auto const at = exported.output.find("card serial ");
  auto const serial = "/ocsp/" + std::to_string(std::strtoul(exported.output.c_str() + at + 12, nullptr, 10));
  put(served, serial, R"({"state": "revoked", "reason": "key_compromise"})");
  auto const revoked = openssl_ocsp(served, "-no_nonce");
  EXPECT_TRUE(says(revoked, "card-cert.pem: revoked") && says(revoked, "Reason: keyCompromise") &&
              says(revoked, "Response verify OK"))
      << revoked.output;
  put(served, serial, R"({"state": "unknown"})");
  auto const unknown = openssl_ocsp(served);
  EXPECT_TRUE(says(unknown, "card-cert.pem: unknown") && says(unknown, "Response verify OK"))
      << unknown.output;
  put(served, serial, R"({"state": "expired_responder"})");
  auto const expired = openssl_ocsp(served);
  EXPECT_EQ(expired.code, 1);
  EXPECT_TRUE(says(expired, "certificate has expired")) << expired.output;
  put(served, serial, R"({"state": "down"})");
  auto const down = openssl_ocsp(served);
  EXPECT_EQ(down.code, 1);
  EXPECT_TRUE(says(down, "Error querying OCSP responder")) << down.output;
  put(served, serial, R"({"state": "slow", "delay_ms": 200})");
  EXPECT_TRUE(says(openssl_ocsp(served, "-timeout 20"), "card-cert.pem: good"));

  // A serial that nobody has, an issuer that is not ours, and what is no request.
  EXPECT_TRUE(says(run_in_shell("openssl ocsp -issuer " + path("export/card-ca.pem") + " -serial 5 -CAfile " +
                                path("export/card-ca.pem") + " -url http://127.0.0.1:" + served.port("ocsp")),
                   "5: unknown"));
  EXPECT_TRUE(
      says(run_in_shell("openssl ocsp -issuer " + path("export/server-ca.pem") + " -serial 5 -CAfile " +
                        path("export/card-ca.pem") + " -url http://127.0.0.1:" + served.port("ocsp")),
           "unauthorized (6)"));
  EXPECT_TRUE(says(run_in_shell("echo nonsense | curl -sS --data-binary @- http://127.0.0.1:" +
                                served.port("ocsp") + "/ | openssl ocsp -respin /dev/stdin -noverify"),
                   "malformedrequest (1)"));
}

TEST_F(OcspCommand, VisitsWaitForTheStatusOfTheirCards) {
  std::ofstream{path("visits.yaml")} << R"(name: visits
population: {stations: 20, people: 2000, seed: 11}
calendar: {start: "2024-12-02T09:00:00+09:00", speed: 1}
arrivals: {process: constant, rate: 40/s, duration: 5s}
journey:
  name: first visit
  steps:
    - consent: {time: 0ms}
    - enter_pin: {time: 0ms}
    - tap_card: {patience: 20s}
    - fetch_eligibility: {notice: poll, poll_interval: 200ms, patience: 20s}
card: {timing: none}
)";
  auto const served =
      Served{serve_arguments() + "--seed 11 --stations 20 --people 2000 --ocsp-revoked 200000"};
  ASSERT_NE(served.port("ocsp"), "") << served.ready;
  auto const exported = run_in_shell(std::string{KAZASU_PROGRAM} + " pki export --station 0 --data " +
                                     KAZASU_TEST_DATA + " --out " + path("export"));
  ASSERT_EQ(exported.code, 0) << exported.output;
  auto const targets = " --target reception=https://127.0.0.1:" + served.port("reception") +
                       " --target eligibility=https://127.0.0.1:" + served.port("eligibility") +
                       " --target-ca reception=" + path("export/server-ca.pem") +
                       " --target-ca eligibility=" + path("export/server-ca.pem");
  auto const visits = [&](std::string const& name) {
    auto const finished =
        run_in_shell(std::string{KAZASU_PROGRAM} + " run " + path("visits.yaml") + " --quiet --data " +
                     KAZASU_TEST_DATA + targets + " --out " + path(name));
    // A busy machine may make the generator late, which is INVALID and not the matter of this test.
    EXPECT_TRUE(finished.code == 0 || finished.code == static_cast<int>(ExitCode::kInvalid))
        << finished.output;
    auto text = std::stringstream{};
    text << std::ifstream{path(name) + "/run.json"}.rdbuf();
    return reports::from_json(text.str()).outcomes;
  };

  put(served, "/ocsp", R"({"state": "down"})");
  auto outcomes = visits("down");
  EXPECT_EQ(outcomes["status_unavailable"], 200U);
  EXPECT_EQ(figure(served, "ocsp_client_trusted"), 0U);

  put(served, "/ocsp", R"({"state": "good"})");
  auto const before = figure(served, "ocsp_client_exchanges");
  auto const connected_before = figure(served, "ocsp_client_connections");
  outcomes = visits("revoked");
  EXPECT_NEAR(static_cast<double>(outcomes["certificate_revoked"]), 40, 5 * 5.7)
      << "a fifth of 200, give or take five standard errors";
  EXPECT_EQ(outcomes["shown"] + outcomes["certificate_revoked"] + outcomes["certificate_beyond_grace"], 200U);
  auto const asked = figure(served, "ocsp_client_exchanges") - before;
  EXPECT_GT(asked, 0U);
  EXPECT_EQ(figure(served, "ocsp_client_trusted"), asked);
  EXPECT_LT(figure(served, "ocsp_client_connections") - connected_before, asked)
      << "connections are used again";
}

TEST_F(OcspCommand, WithoutThePortThereIsNoResponder) {
  auto const served = Served{std::string{"--data "} + KAZASU_TEST_DATA + " --token-folder " + path("")};
  EXPECT_NE(served.port("admin"), "");
  EXPECT_EQ(served.port("ocsp"), "");
  EXPECT_TRUE(says(put(served, "/ocsp", R"({"state": "down"})"), "no such path"));
}

}  // namespace
}  // namespace kazasu::harness
