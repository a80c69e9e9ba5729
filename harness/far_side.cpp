#include "harness/far_side.h"

#include <unistd.h>

#include "emulators/adapters/admin_http.h"
#include "harness/scenario_faults.h"
#include "sim/calendar.h"

namespace kazasu::harness {

namespace {

std::vector<std::string> serve_arguments(RunOptions const& options, scenarios::Scenario const& scenario,
                                         std::filesystem::path const& tokens) {
  auto arguments = std::vector<std::string>{"--data",           options.data.string(),
                                            "--token-folder",   tokens.string(),
                                            "--store",          options.store,
                                            "--seed",           std::to_string(scenario.population.seed),
                                            "--stations",       std::to_string(scenario.population.stations),
                                            "--people",         std::to_string(scenario.population.people),
                                            "--calendar-start", sim::iso_date_time(scenario.calendar.start()),
                                            "--calendar-speed", std::to_string(scenario.calendar.speed())};
  // No answer is kept, as in virtual time: a card is asked about anew each time.
  if (needs_responder(scenario))
    arguments.insert(arguments.end(), {"--ocsp-port", "0", "--ocsp-validity", "0"});
  return arguments;
}

}  // namespace

TokenFolder::TokenFolder(std::filesystem::path const& data)
    : path_(data / ("run-" + std::to_string(getpid()))) {
  std::filesystem::create_directories(path_);
}

TokenFolder::~TokenFolder() {
  auto ignored = std::error_code{};
  std::filesystem::remove_all(path_, ignored);
}

Emulators::Emulators(RunOptions const& options, scenarios::Scenario const& scenario)
    : tokens(options.data),
      process(serve_arguments(options, scenario, tokens.path())),
      token(adapters::read_admin_token(tokens.path())) {}

FarSide reach_far_side(RunOptions const& options, scenarios::Scenario const& scenario,
                       identity::TestPki const& pki, ProgressLine& progress) {
  auto far_side = FarSide{.targets = named_targets(options, pki), .emulators = nullptr};
  if (!far_side.targets.reception || !far_side.targets.eligibility) {
    progress.say("starting the emulators");
    far_side.emulators = std::make_unique<Emulators>(options, scenario);
    fill_own_targets(far_side.targets, far_side.emulators->process.ports(), pki);
  }
  require_reachable(*far_side.targets.reception);
  require_reachable(*far_side.targets.eligibility);
  return far_side;
}

}  // namespace kazasu::harness
