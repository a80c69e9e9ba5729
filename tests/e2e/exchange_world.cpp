#include "tests/e2e/exchange_world.h"

#include <algorithm>
#include <csignal>
#include <fstream>
#include <functional>
#include <thread>

#include "emulators/adapters/exchange/exchange_text.h"
#include "emulators/identity/generated_stations.h"

namespace kazasu::e2e {

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr auto kSoon = 30s;
constexpr auto kLook = 20ms;
constexpr auto kMorning = "2024-12-02T09:00:00+09:00";

constexpr auto kVisits = R"(name: visits
population: {stations: 1, people: 40, seed: 1}
calendar: {start: 2024-12-02T09:00:00+09:00}
arrivals: {process: constant, rate: 10/s, duration: 500ms}
journey:
  steps:
    - consent: {items: [operations, diagnosis_and_medication, limit_amount, specific_disease]}
    - enter_pin
    - tap_card
card: {timing: none}
)";

bool comes_true(std::function<bool()> const& condition) {
  auto const due = std::chrono::steady_clock::now() + kSoon;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > due) return false;
    std::this_thread::sleep_for(kLook);
  }
  return true;
}

}  // namespace

std::string element(std::string_view xml, std::string const& tag, std::size_t from) {
  auto const open = "<" + tag + ">";
  auto const at = xml.find(open, from);
  if (at == std::string_view::npos) return {};
  auto const begin = at + open.size();
  return std::string{xml.substr(begin, xml.find("</" + tag + ">", begin) - begin)};
}

std::string tagged(std::string const& tag, std::string const& text) {
  return text.empty() ? std::string{} : "<" + tag + ">" + text + "</" + tag + ">";
}

ExchangeWorld::ExchangeWorld()
    : institution_(identity::GeneratedStations{{.seed = 1, .stations = 1}}.station(0).institution_code) {}

void ExchangeWorld::start_server(std::string const& port_of_line) {
  auto const output = folder_.path() / "serve.log";
  server_ = std::make_unique<ChildProcess>(
      Program{.arguments = {KAZASU_PROGRAM, "serve", "--data", KAZASU_TEST_DATA, "--token-folder",
                            folder_.path().string(), "--stations", "1", "--people", "40", "--calendar-start",
                            kMorning, "--calendar-speed", "100", "--eligibility-port", port_of_line},
              .output = output});
  auto const due = std::chrono::steady_clock::now() + kSoon;
  while (read_text(output).find('\n') == std::string::npos && std::chrono::steady_clock::now() < due) {
    std::this_thread::sleep_for(kLook);
  }
  port_ = port("eligibility");
  ASSERT_NE(port_, "") << read_text(output);
}

std::string ExchangeWorld::port(std::string_view listener) const {
  auto const ready = read_text(folder_.path() / "serve.log");
  auto const name = std::string{listener} + "=";
  auto const at = ready.find(name);
  if (at == std::string::npos) return {};
  return ready.substr(at + name.size(), ready.find_first_of(" \n", at) - at - name.size());
}

void ExchangeWorld::make_visits() {
  auto const scenario = folder_.path() / "visits.yaml";
  std::ofstream{scenario} << kVisits;
  auto const visits =
      run({KAZASU_PROGRAM, "run", scenario.string(), "--data", KAZASU_TEST_DATA, "--quiet", "--target",
           "reception=https://127.0.0.1:" + port("reception"), "--target",
           "eligibility=https://127.0.0.1:" + port_, "--out", (folder_.path() / "run").string()});
  // A busy machine may make the generator late, which is not the matter here.
  ASSERT_TRUE(visits.exit_code == 0 || visits.exit_code == 4) << visits.output;
}

std::vector<std::string> ExchangeWorld::exchange_words(std::vector<std::string> const& more) const {
  auto words = std::vector<std::string>{KAZASU_PROGRAM, "exchange",         "--root",
                                        root_.string(), "--target",         "127.0.0.1:" + port_,
                                        "--data",       KAZASU_TEST_DATA,   "--settle-time",
                                        "100",          "--calendar-start", kMorning};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

void ExchangeWorld::start_exchange(std::vector<std::string> const& more) {
  exchange_.reset();  // the folder is one process's
  exchange_ = std::make_unique<ChildProcess>(
      Program{.arguments = exchange_words(more), .output = folder_.path() / "exchange.log"});
  auto const due = std::chrono::steady_clock::now() + kSoon;
  while (log().find("ready ") == std::string::npos && std::chrono::steady_clock::now() < due) {
    std::this_thread::sleep_for(kLook);
  }
  ASSERT_NE(log().find("ready "), std::string::npos) << log();
}

void ExchangeWorld::kill_exchange() {
  exchange_->signal(SIGKILL);
  exchange_->wait(10s);
  exchange_.reset();
}

Finished ExchangeWorld::exchange_once(std::vector<std::string> const& more) const {
  auto words = exchange_words(more);
  words.emplace_back("--once");
  return run(std::move(words));
}

void ExchangeWorld::drop(std::string const& name, std::string_view bytes) const {
  auto const unfinished = root_ / "req" / (name + ".tmp");
  std::ofstream{unfinished, std::ios::binary} << bytes;
  fs::rename(unfinished, root_ / "req" / name);
}

bool ExchangeWorld::appears(fs::path const& path) const {
  return comes_true([&path] { return fs::exists(path); });
}

bool ExchangeWorld::empties(std::string_view folder) const {
  return comes_true([this, folder] { return names(folder).empty(); });
}

std::string ExchangeWorld::fetch(std::string const& name) const {
  auto const path = root_ / "res" / name;
  EXPECT_TRUE(appears(path)) << name << "\n" << log();
  auto bytes = read_text(path);
  auto ignored = std::error_code{};
  fs::remove(path, ignored);
  if (!name.ends_with(".xml")) return bytes;
  auto text = adapters::decode_exchange_text(bytes);
  EXPECT_EQ(text.error, "");
  return std::move(text.utf8);
}

std::vector<std::string> ExchangeWorld::names(std::string_view folder) const {
  auto found = std::vector<std::string>{};
  if (!fs::exists(root_ / folder)) return found;
  for (auto const& entry : fs::directory_iterator{root_ / folder}) {
    auto name = entry.path().filename().string();
    if (!name.starts_with('.')) found.push_back(std::move(name));
  }
  std::ranges::sort(found);
  return found;
}

std::string ExchangeWorld::message(std::string const& identifier, std::string const& body) const {
  auto const xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><XmlMsg><MessageHeader>" +
                   tagged("MedicalInstitutionCode", institution_) +
                   tagged("ArbitraryFileIdentifier", identifier) + "</MessageHeader><MessageBody>" + body +
                   "</MessageBody></XmlMsg>";
  return adapters::encode_exchange_text(xml, adapters::Charset::kShiftJis);
}

std::string ExchangeWorld::bulk_result(std::string const& prefix, std::string const& reception_number) {
  for (auto question = 1; question <= 200; ++question) {
    auto const suffix = "_" + std::to_string(question) + ".xml";
    drop(prefix + "02req" + suffix, message("r", tagged("ReceptionNumber", reception_number)));
    auto result = fetch(prefix + "02res" + suffix);
    if (element(result, "SegmentOfResult") != "2") return result;
    std::this_thread::sleep_for(50ms);
  }
  ADD_FAILURE() << "no result of " << reception_number;
  return {};
}

}  // namespace kazasu::e2e
