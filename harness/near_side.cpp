#include "harness/near_side.h"

#include <algorithm>
#include <thread>
#include <unordered_set>

#include "emulators/identity/openssl_card_issuer.h"
#include "harness/closed_line_codec.h"

namespace kazasu::harness {

namespace {

// How often progress, Ctrl-C and hooks get their turn.
constexpr auto kSlice = std::chrono::milliseconds{50};
constexpr auto kHeadStart = std::chrono::milliseconds{100};

// Who takes part, so that nothing is made for them while the clock runs.
struct Participants {
  std::vector<identity::PersonIndex> people;
  std::vector<identity::StationIndex> stations;
};

Participants participants(scenarios::Scenario const& scenario) {
  auto result = Participants{};
  if (scenario.arrivals.kind == scenarios::ArrivalKind::kClosed) {
    // How many a closed load will visit is not known before; a population that it walks through again is
    // small.
    static constexpr auto kMostPrepared = std::uint64_t{5000};
    for (std::uint64_t i = 0; i < std::min(scenario.population.people, kMostPrepared); ++i)
      result.people.push_back(i);
    for (identity::StationIndex i = 0; i < scenario.population.stations; ++i) result.stations.push_back(i);
    return result;
  }
  auto arrivals = scenarios::ArrivalProcess{scenario};
  auto people = std::unordered_set<identity::PersonIndex>{};
  auto stations = std::unordered_set<identity::StationIndex>{};
  while (auto const arrival = arrivals.next()) {
    if (people.insert(arrival->person).second) result.people.push_back(arrival->person);
    if (stations.insert(arrival->station).second) result.stations.push_back(arrival->station);
  }
  return result;
}

adapters::LegPolicy policy(eligibility::Link const& link) {
  return {.connection = link.connection, .tls = link.tls};
}

}  // namespace

NearSide::NearSide(scenarios::Scenario const& scenario, RunOptions const& options,
                   identity::TestPki const& pki, Targets const& targets)
    : scenario_(scenario),
      settings_(population_settings(scenario)),
      make_credential_(station_credentials(options, pki, stations_)),
      issuer_(identity::make_openssl_card_issuer(pki)),
      https_reception_(adapters::make_https_reception(realtime_, {.target = *targets.reception,
                                                                  .page = policy(scenario.links.page),
                                                                  .app = policy(scenario.links.app),
                                                                  .calendar = calendar_reading()})),
      https_line_(
          adapters::make_https_eligibility(realtime_, {.target = *targets.eligibility,
                                                       .closed_line = policy(scenario.links.closed_line),
                                                       .credentials = credential_source(),
                                                       .codec = closed_line_client_codec(),
                                                       .calendar = calendar_reading()})),
      readers_(make_card_readers(realtime_, stock_, scenario, options)) {}

NearSide::~NearSide() {
  readers_.source.reset();  // ends the card work, which refers to frames of the engine
  realtime_.engine.drop_processes();
}

void NearSide::issue_credentials(ProgressLine& progress) {
  auto const who = participants(scenario_);
  auto const cards = readers_.in_process ? std::to_string(who.people.size()) + " cards and " : "";
  progress.say("issuing " + cards + std::to_string(who.stations.size()) + " station certificates");
  if (readers_.in_process) stock_.prepare(who.people, std::max(1U, std::thread::hardware_concurrency()));
  for (auto const station : who.stations) credentials_.emplace(station, make_credential_(station));
}

adapters::ClientCredentialSource NearSide::credential_source() const {
  return [this](identity::StationIndex station) {
    auto const found = credentials_.find(station);
    return found == credentials_.end() ? make_credential_(station) : found->second;
  };
}

std::chrono::system_clock::time_point NearSide::start_clock() {
  realtime_.clock.start_at(std::chrono::steady_clock::now() + kHeadStart);
  return std::chrono::system_clock::now() + kHeadStart;
}

bool NearSide::run(RunControl control, std::function<void(sim::TimePoint)> each_slice) {
  start_arrivals(drive_);
  return conduct_run({.engine = realtime_.engine,
                      .scenario = scenario_,
                      .recorder = recorder_,
                      .control = control,
                      .slice = kSlice,
                      .each_slice = std::move(each_slice)});
}

std::function<sim::Instant()> NearSide::calendar_reading() const {
  return [this] { return scenario_.calendar.at(realtime_.clock.wall_now()); };
}

}  // namespace kazasu::harness
