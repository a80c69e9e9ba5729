// A month of claims in real time: real files over mutual TLS, against our own claims line behind its window
// or the user's system.
#include <algorithm>
#include <chrono>
#include <thread>
#include <unordered_map>

#include "emulators/adapters/claims_line/claims_client.h"
#include "emulators/adapters/claims_line/window_json.h"
#include "emulators/adapters/files/shift_jis.h"
#include "harness/admin_client.h"
#include "harness/claims_drive.h"
#include "harness/far_side.h"
#include "harness/machine.h"
#include "harness/open_pki.h"
#include "sim/realtime.h"

namespace kazasu::harness {

namespace {

// How often progress and Ctrl-C get their turn.
constexpr auto kSlice = std::chrono::milliseconds{50};
constexpr auto kHeadStart = std::chrono::milliseconds{100};

// Two connections for each station, one at each payer, and some of our own.
std::uint64_t open_files_needed(scenarios::Scenario const& scenario) {
  constexpr auto kPerStation = std::uint64_t{2};
  constexpr auto kOwn = std::uint64_t{64};
  return kOwn + kPerStation * scenario.population.stations;
}

// The stations' end of the wire. The engine drops its processes before any of this goes.
class NearClaims {
 public:
  NearClaims(scenarios::Scenario const& scenario, RunOptions const& options, identity::TestPki const& pki,
             adapters::HttpsTarget const& target)
      : scenario_(scenario), make_credential_(station_credentials(options, pki, population_.stations())) {
    port_ = adapters::make_https_claims(
        realtime_,
        {.target = target,
         .line = {.connection = eligibility::ConnectionPolicy::kKept, .tls = eligibility::TlsPolicy::kResume},
         .credentials = [this](identity::StationIndex station) { return credential(station); },
         .calendar = [this] { return scenario_.calendar.at(realtime_.clock.wall_now()); },
         .contents = population_.drafts()});
    world_.emplace(scenarios::ClaimWorld{.engine = realtime_.engine,
                                         .calendar = scenario_.calendar,
                                         .stations = population_.stations(),
                                         .port = *port_,
                                         .contents = population_.drafts(),
                                         .windows = windows_,
                                         .retries = retries_,
                                         .series = series_,
                                         .habits = habits_,
                                         .scenario = scenario_});
    drive_.emplace(ClaimsDrive{.world = *world_, .errands = population_.errands(), .recorder = recorder_});
  }
  ~NearClaims() { realtime_.engine.drop_processes(); }
  NearClaims(NearClaims const&) = delete;
  NearClaims& operator=(NearClaims const&) = delete;

  // So that none is made while the clock runs.
  void issue_credentials(ProgressLine& progress) {
    progress.say("issuing " + std::to_string(scenario_.population.stations) + " station certificates");
    for (auto const& errand : drive_->errands) credential(errand.station);
  }
  // Engine time zero lies a moment ahead, so that the far side has its calendar before the first session.
  std::chrono::system_clock::time_point start_clock() {
    realtime_.clock.start_at(std::chrono::steady_clock::now() + kHeadStart);
    return std::chrono::system_clock::now() + kHeadStart;
  }
  bool run(RunControl control) {
    start_claims(*drive_);
    return conduct_claims(realtime_.engine, *drive_, control, kSlice);
  }

  double elapsed_s() const {
    return std::chrono::duration<double>{realtime_.engine.now() - sim::kRunStart}.count();
  }
  ClaimsDrive const& drive() const { return *drive_; }
  ClaimsRecorder const& recorder() const { return recorder_; }
  claims::ClaimsSeries const& series() const { return series_; }
  adapters::ClientCounters const& line() const { return port_->line(); }

 private:
  adapters::ClientCredential const& credential(identity::StationIndex station) {
    auto const found = credentials_.find(station);
    if (found != credentials_.end()) return found->second;
    return credentials_.emplace(station, make_credential_(station)).first->second;
  }

  scenarios::Scenario const& scenario_;
  adapters::ShiftJisText text_;
  ClaimsPopulation population_{scenario_, [this](std::string_view utf8) { return text_.encode(utf8); }};
  adapters::ClientCredentialSource make_credential_;
  std::unordered_map<identity::StationIndex, adapters::ClientCredential> credentials_;
  sim::Realtime realtime_;
  std::unique_ptr<adapters::HttpsClaimsPort> port_;
  claims::ClaimWindows windows_{scenario_.claims.extension};
  claims::OtherInstitutionsSettings habits_ = scenarios::other_institutions(scenario_);
  claims::Retries retries_{scenario_.claims.stations.retries};
  claims::ClaimsSeries series_ = stations_series(scenario_);
  ClaimsRecorder recorder_;
  std::optional<scenarios::ClaimWorld> world_;
  std::optional<ClaimsDrive> drive_;
};

// What the others did is known to our own emulators alone.
void add_window(reports::RunResult& result, scenarios::Scenario const& scenario, NearClaims const& near,
                Emulators const* emulators) {
  if (emulators == nullptr) return fill_window(result, scenario, near.series(), {});
  auto const admin = AdminTarget{emulators->process.ports().admin, emulators->token};
  auto const window = adapters::decode_window(read_from(admin, "/claims/others"));
  if (!window) throw std::runtime_error("the emulators told of the window in a form that is not theirs");
  add_others(result, scenario, window->totals);
  fill_window(result, scenario, near.series(), window->slices);
}

}  // namespace

reports::RunResult run_claims_realtime(scenarios::Scenario const& scenario, RunOptions const& options,
                                       RunControl control) {
  auto const wall_start = std::chrono::steady_clock::now();
  auto const files = raise_open_files_limit();
  auto result = claims_frame(scenario, reports::ClockKind::kReal);
  if (!std::filesystem::exists(options.data / "pki")) control.progress.say("making the test PKI, once");
  auto const pki = open_test_pki(options.data, scenario.calendar.start(), scenarios::claims_end(scenario));
  control.progress.say("starting the emulators");
  auto const far_side = reach_far_side(options, scenario, pki, control.progress);
  auto const* const emulators = far_side.emulators.get();
  result.target = far_side.targets.description;
  if (emulators == nullptr && scenario.claims.others > 0) {
    control.progress.say("the other institutions and the window are our emulator's: the target has neither");
    result.generator["others"] = "none, the claims line was named with --target";
  }
  auto near = NearClaims{scenario, options, pki, *far_side.targets.claims};
  near.issue_credentials(control.progress);
  result.arrivals_planned = near.drive().errands.size();
  auto const zero = near.start_clock();
  if (emulators != nullptr) {
    set_calendar({emulators->process.ports().admin, emulators->token}, scenario.calendar, zero);
  }
  auto const cpu_before = cpu_seconds();
  auto const whole = near.run(control);
  auto const evidence =
      RunEvidence{.interrupted = !whole,
                  .real_time = true,
                  .open_files_limit = files,
                  .open_files_needed = open_files_needed(scenario),
                  .cpu_share = (cpu_seconds() - cpu_before) / std::max(near.elapsed_s(), 1e-3)};
  near.recorder().fill(result, scenario);
  add_window(result, scenario, near, emulators);
  result.connections.push_back({.channel = "claims",
                                .exchanges = near.line().calls,
                                .handshakes = near.line().connections,
                                .resumed = near.line().resumed});
  if (emulators != nullptr) {
    result.generator["server_memory"] = std::to_string(emulators->process.resident_kib() / 1024) + " MiB";
  }
  result.wall_s = std::chrono::duration<double>{std::chrono::steady_clock::now() - wall_start}.count();
  judge_claims(result, scenario, near.recorder(), evidence);
  return result;
}

}  // namespace kazasu::harness
