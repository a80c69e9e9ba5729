// Real time: the same bodies over TLS, against our own emulators in a process of their own or against the user's
// system.
#include <sys/socket.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <thread>
#include <unordered_set>

#include "emulators/adapters/admin_http.h"
#include "emulators/adapters/byte_card_reader.h"
#include "emulators/adapters/https_client.h"
#include "emulators/card/card_stock.h"
#include "emulators/eligibility/link_delay.h"
#include "emulators/identity/openssl_card_issuer.h"
#include "emulators/identity/station_credential.h"
#include "harness/admin_client.h"
#include "harness/closed_line_codec.h"
#include "harness/driver.h"
#include "harness/exit_code.h"
#include "harness/machine.h"
#include "harness/population.h"
#include "harness/run.h"
#include "harness/server_process.h"
#include "harness/targets.h"
#include "sim/realtime.h"

namespace kazasu::harness {

namespace {

// How often progress, Ctrl-C and hooks get their turn.
constexpr auto kSlice = std::chrono::milliseconds{50};
constexpr auto kHeadStart = std::chrono::milliseconds{100};

identity::TestPki open_pki(RunOptions const& options, scenarios::Scenario const& scenario) {
  try {
    auto pki = identity::TestPki{options.data / "pki"};
    auto const end = sim::kRunStart + scenario.arrivals.duration;
    pki.require_valid_at(scenario.calendar.start());
    pki.require_valid_at(scenario.calendar.at(end));
    return pki;
  } catch (std::runtime_error const& error) {
    throw CommandError(ExitCode::kTestPki, error.what());
  }
}

// Everyone whose card will be held to a reader, so that no card is issued while the clock runs.
std::vector<identity::PersonIndex> visited_people(scenarios::Scenario const& scenario) {
  auto arrivals = scenarios::ArrivalProcess{scenario};
  auto people = std::vector<identity::PersonIndex>{};
  if (scenario.arrivals.kind == scenarios::ArrivalKind::kClosed) {
    // How many a closed load will visit is not known before; a population that it walks through again is small.
    static constexpr auto kMostPrepared = std::uint64_t{5000};
    for (std::uint64_t i = 0; i < std::min(scenario.population.people, kMostPrepared); ++i) people.push_back(i);
    return people;
  }
  auto seen = std::unordered_set<identity::PersonIndex>{};
  while (auto const arrival = arrivals.next()) {
    if (seen.insert(arrival->person).second) people.push_back(arrival->person);
  }
  return people;
}

std::unique_ptr<ServerProcess> start_emulators(RunOptions const& options, scenarios::Scenario const& scenario) {
  return std::make_unique<ServerProcess>(std::vector<std::string>{
      "--data", options.data.string(), "--seed", std::to_string(scenario.population.seed), "--stations",
      std::to_string(scenario.population.stations), "--people", std::to_string(scenario.population.people),
      "--calendar-start", sim::iso_date_time(scenario.calendar.start()), "--calendar-speed",
      std::to_string(scenario.calendar.speed())});
}

adapters::LegPolicy policy(eligibility::Link const& link) { return {.connection = link.connection, .tls = link.tls}; }

// The far side: our emulators in a process of their own, unless every endpoint was named.
struct FarSide {
  Targets targets;
  std::unique_ptr<ServerProcess> emulators;
};

FarSide reach_far_side(RunOptions const& options, scenarios::Scenario const& scenario, identity::TestPki const& pki,
                       ProgressLine& progress) {
  auto far_side = FarSide{.targets = named_targets(options, pki), .emulators = nullptr};
  if (!far_side.targets.reception || !far_side.targets.eligibility) {
    progress.say("starting the emulators");
    far_side.emulators = start_emulators(options, scenario);
    fill_own_targets(far_side.targets, far_side.emulators->ports(), pki);
  }
  require_reachable(*far_side.targets.reception);
  require_reachable(*far_side.targets.eligibility);
  return far_side;
}

// One connection for the closed line and one or two for the device, for as many visits as may be under way.
std::uint64_t open_files_needed(scenarios::Scenario const& scenario) {
  static constexpr auto kPerStation = std::uint64_t{3};
  static constexpr auto kOwn = std::uint64_t{64};
  return kOwn + kPerStation * scenario.population.stations;
}

// The near side: cards, devices and back offices of all stations, and the clock that drives them. The order of the
// members is the order of teardown, backwards.
class NearSide {
 public:
  NearSide(scenarios::Scenario const& scenario, RunOptions const& options, identity::TestPki const& pki,
           Targets const& targets)
      : scenario_(scenario),
        settings_(population_settings(scenario)),
        issuer_(identity::make_openssl_card_issuer(pki)),
        https_reception_(adapters::make_https_reception(realtime_, {.target = *targets.reception,
                                                                    .page = policy(scenario.links.page),
                                                                    .app = policy(scenario.links.app),
                                                                    .calendar = calendar_reading()})),
        https_line_(adapters::make_https_eligibility(realtime_,
                                                     {.target = *targets.eligibility,
                                                      .closed_line = policy(scenario.links.closed_line),
                                                      .credentials = station_credentials(options, pki, stations_),
                                                      .codec = closed_line_client_codec(),
                                                      .calendar = calendar_reading()})) {}
  ~NearSide() {
    readers_.reset();  // joins the card pool, whose work refers to frames of the engine
    realtime_.engine.drop_processes();
  }
  NearSide(NearSide const&) = delete;
  NearSide& operator=(NearSide const&) = delete;

  void issue_cards(ProgressLine& progress) {
    auto const visited = visited_people(scenario_);
    progress.say("issuing " + std::to_string(visited.size()) + " cards");
    stock_.prepare(visited, std::max(1U, std::thread::hardware_concurrency()));
  }

  // Engine time zero lies a moment ahead, so that the far side has its calendar before the first visit. Returns it
  // as the wall clock will read.
  std::chrono::system_clock::time_point start_clock() {
    realtime_.clock.start_at(std::chrono::steady_clock::now() + kHeadStart);
    return std::chrono::system_clock::now() + kHeadStart;
  }
  // True when the run came to its end by itself.
  bool run(RunControl control, std::function<void(sim::TimePoint)> each_slice) {
    start_arrivals(drive_);
    return conduct_run({.engine = realtime_.engine,
                        .scenario = scenario_,
                        .recorder = recorder_,
                        .control = control,
                        .slice = kSlice,
                        .each_slice = std::move(each_slice)});
  }

  double elapsed_s() const {
    return std::chrono::duration<double>{realtime_.engine.now().time_since_epoch()}.count();
  }
  Recorder& recorder() { return recorder_; }
  scenarios::ArrivalProcess const& arrivals() const { return arrivals_; }

 private:
  std::function<sim::Instant()> calendar_reading() {
    return [this] { return scenario_.calendar.at(realtime_.clock.wall_now()); };
  }

  scenarios::Scenario const& scenario_;
  identity::PopulationSettings settings_;
  identity::GeneratedPeople people_{settings_};
  identity::GeneratedStations stations_{settings_};
  std::unique_ptr<identity::CardIssuer> issuer_;
  card::CardStock stock_{people_, *issuer_};
  sim::Realtime realtime_;
  std::unique_ptr<adapters::HttpsReceptionPort> https_reception_;
  std::unique_ptr<adapters::HttpsEligibilityPort> https_line_;
  eligibility::ReceptionLinkDelay reception_{realtime_.engine, *https_reception_, scenario_.links, settings_.seed};
  eligibility::EligibilityLinkDelay line_{realtime_.engine, *https_line_, scenario_.links, settings_.seed};
  std::unique_ptr<terminal::CardReaderSource> readers_ = adapters::make_byte_card_readers(
      realtime_, {.stock = stock_, .model = scenario_.card, .seed = settings_.seed});
  scenarios::World world_{.engine = realtime_.engine,
                          .calendar = scenario_.calendar,
                          .people = people_,
                          .stations = stations_,
                          .readers = *readers_,
                          .reception = reception_,
                          .eligibility = line_,
                          .seed = settings_.seed};
  Recorder recorder_{success_outcome(scenario_.journeys.front()), series_interval(scenario_)};
  scenarios::ArrivalProcess arrivals_{scenario_};
  Drive drive_{.world = world_, .scenario = scenario_, .arrivals = arrivals_, .recorder = recorder_};
};

}  // namespace

reports::RunResult run_realtime(scenarios::Scenario const& scenario, RunOptions const& options, RunControl control,
                                RunHook const& hook) {
  auto const wall_start = std::chrono::steady_clock::now();
  auto const files = raise_open_files_limit();
  auto result = result_frame(scenario, reports::ClockKind::kReal);
  auto const pki = open_pki(options, scenario);
  auto const far_side = reach_far_side(options, scenario, pki, control.progress);
  result.target = far_side.targets.description;
  auto near_side = NearSide{scenario, options, pki, far_side.targets};
  near_side.issue_cards(control.progress);

  auto const* const emulators = far_side.emulators.get();
  auto const server = emulators != nullptr ? emulators->pid() : 0;
  auto const zero = near_side.start_clock();
  if (emulators != nullptr) {
    set_calendar({emulators->ports().admin, adapters::read_admin_token(options.data)}, scenario.calendar, zero);
  }
  auto const cpu_before = cpu_seconds();
  auto const whole = near_side.run(control, [&hook, server](sim::TimePoint time) {
    if (hook) hook(time, server);
  });
  auto const evidence = RunEvidence{.interrupted = !whole,
                                    .real_time = true,
                                    .open_files_limit = files,
                                    .open_files_needed = open_files_needed(scenario),
                                    .cpu_share = (cpu_seconds() - cpu_before) / std::max(near_side.elapsed_s(), 1e-3)};
  if (emulators != nullptr) {
    result.generator["server_memory"] = std::to_string(emulators->resident_kib() / 1024) + " MiB";
  }
  result.arrival_hash = sim::hex_digest(near_side.arrivals().hash());
  result.arrivals_planned = planned_arrivals(scenario, near_side.recorder());
  result.wall_s = std::chrono::duration<double>{std::chrono::steady_clock::now() - wall_start}.count();
  judge_run(result, scenario, near_side.recorder(), evidence);
  return result;
}

}  // namespace kazasu::harness
