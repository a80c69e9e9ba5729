#include "harness/near_side.h"

#include <algorithm>
#include <thread>
#include <unordered_set>

#include "emulators/adapters/byte_card_reader.h"
#include "emulators/identity/openssl_card_issuer.h"
#include "harness/closed_line_codec.h"

namespace kazasu::harness {

namespace {

// How often progress, Ctrl-C and hooks get their turn.
constexpr auto kSlice = std::chrono::milliseconds{50};
constexpr auto kHeadStart = std::chrono::milliseconds{100};

// Everyone whose card will be held to a reader, so that no card is issued while the clock runs.
std::vector<identity::PersonIndex> visited_people(scenarios::Scenario const& scenario) {
  auto arrivals = scenarios::ArrivalProcess{scenario};
  auto people = std::vector<identity::PersonIndex>{};
  if (scenario.arrivals.kind == scenarios::ArrivalKind::kClosed) {
    // How many a closed load will visit is not known before; a population that it walks through again is
    // small.
    static constexpr auto kMostPrepared = std::uint64_t{5000};
    for (std::uint64_t i = 0; i < std::min(scenario.population.people, kMostPrepared); ++i)
      people.push_back(i);
    return people;
  }
  auto seen = std::unordered_set<identity::PersonIndex>{};
  while (auto const arrival = arrivals.next()) {
    if (seen.insert(arrival->person).second) people.push_back(arrival->person);
  }
  return people;
}

adapters::LegPolicy policy(eligibility::Link const& link) {
  return {.connection = link.connection, .tls = link.tls};
}

}  // namespace

NearSide::NearSide(scenarios::Scenario const& scenario, RunOptions const& options,
                   identity::TestPki const& pki, Targets const& targets)
    : scenario_(scenario),
      settings_(population_settings(scenario)),
      issuer_(identity::make_openssl_card_issuer(pki)),
      https_reception_(adapters::make_https_reception(realtime_, {.target = *targets.reception,
                                                                  .page = policy(scenario.links.page),
                                                                  .app = policy(scenario.links.app),
                                                                  .calendar = calendar_reading()})),
      https_line_(adapters::make_https_eligibility(
          realtime_, {.target = *targets.eligibility,
                      .closed_line = policy(scenario.links.closed_line),
                      .credentials = station_credentials(options, pki, stations_),
                      .codec = closed_line_client_codec(),
                      .calendar = calendar_reading()})),
      readers_(adapters::make_byte_card_readers(
          realtime_, {.stock = stock_, .model = scenario_.card, .seed = settings_.seed})) {}

NearSide::~NearSide() {
  readers_.reset();  // joins the card pool, whose work refers to frames of the engine
  realtime_.engine.drop_processes();
}

void NearSide::issue_cards(ProgressLine& progress) {
  auto const visited = visited_people(scenario_);
  progress.say("issuing " + std::to_string(visited.size()) + " cards");
  stock_.prepare(visited, std::max(1U, std::thread::hardware_concurrency()));
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
