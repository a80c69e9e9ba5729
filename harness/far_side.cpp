#include "harness/far_side.h"

#include <unistd.h>

#include <chrono>
#include <fstream>
#include <optional>

#include "emulators/adapters/admin/admin_http.h"
#include "harness/admin_client.h"
#include "harness/population.h"
#include "harness/scenario_faults.h"
#include "sim/calendar.h"

namespace kazasu::harness {

namespace {

using Arguments = std::vector<std::string>;

void add_people(Arguments& arguments, scenarios::Scenario const& scenario) {
  auto const& population = scenario.population;
  auto const add = [&arguments](std::string_view option, std::string value) {
    arguments.emplace_back(option);
    arguments.push_back(std::move(value));
  };
  auto const add_share = [&add](std::string_view option, std::optional<std::uint32_t> share) {
    if (share) add(option, std::to_string(*share));
  };
  if (!population.people_file.empty()) add("--people-file", population.people_file);
  if (population.realistic_insurance) add("--insurance", "realistic");
  add_share("--unregistered", scenario.standings.unregistered_ppm);
  add_share("--suspended", scenario.standings.suspended_ppm);
  add_share("--revoked", scenario.standings.revoked_ppm);
  if (population.continuing_ppm > 0) add_share("--continuing", population.continuing_ppm);
}

void add_status(Arguments& arguments, scenarios::CertificateStatusSettings const& status) {
  if (!status.asked) return;
  auto const patience = std::chrono::ceil<std::chrono::milliseconds>(status.patience).count();
  arguments.insert(
      arguments.end(),
      {"--ocsp-port", "0", "--ocsp-validity", std::to_string(status.validity.count()), "--ocsp-patience",
       std::to_string(patience), "--ocsp-revoked", std::to_string(status.revoked_ppm), "--without-status",
       status.accept_without ? "accept" : "refuse"});
}

Arguments serve_arguments(RunOptions const& options, scenarios::Scenario const& scenario,
                          std::filesystem::path const& tokens) {
  auto arguments = Arguments{"--data",           options.data.string(),
                             "--token-folder",   tokens.string(),
                             "--store",          options.store,
                             "--seed",           std::to_string(scenario.population.seed),
                             "--stations",       std::to_string(scenario.population.stations),
                             "--people",         std::to_string(scenario.population.people),
                             "--calendar-start", sim::iso_date_time(scenario.calendar.start()),
                             "--calendar-speed", std::to_string(scenario.calendar.speed())};
  add_people(arguments, scenario);
  add_status(arguments, scenario.status);
  if (!options.capture.empty()) arguments.insert(arguments.end(), {"--capture", options.capture.string()});
  if (scenario.claims.used) {
    auto const window = tokens / "claims-window.yaml";
    std::ofstream{window, std::ios::binary} << scenario.text;
    arguments.insert(arguments.end(), {"--claims-port", "0", "--claims-window", window.string()});
  }
  // No answer is kept, as in virtual time: a card is asked about anew each time.
  if (!scenario.status.asked && needs_responder(scenario)) {
    arguments.insert(arguments.end(), {"--ocsp-port", "0", "--ocsp-validity", "0"});
  }
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

namespace {

void start_emulators(FarSide& far_side, RunOptions const& options, scenarios::Scenario const& scenario,
                     identity::TestPki const& pki) {
  far_side.emulators = std::make_unique<Emulators>(options, scenario);
  fill_own_targets(far_side.targets, far_side.emulators->process.ports(), pki);
}

}  // namespace

FarSide reach_far_side(RunOptions const& options, scenarios::Scenario const& scenario,
                       identity::TestPki const& pki, ProgressLine& progress) {
  auto far_side = FarSide{.targets = named_targets(options, pki), .emulators = nullptr};
  if (scenario.claims.used) {
    if (!far_side.targets.claims) start_emulators(far_side, options, scenario, pki);
    require_reachable(*far_side.targets.claims);
    return far_side;
  }
  if (!far_side.targets.reception || !far_side.targets.eligibility) {
    progress.say("starting the emulators");
    start_emulators(far_side, options, scenario, pki);
    auto const& process = far_side.emulators->process;
    if (scenario.status.asked) {
      set_responder({process.ports().admin, far_side.emulators->token}, responder_state(scenario));
    }
  }
  require_reachable(*far_side.targets.reception);
  require_reachable(*far_side.targets.eligibility);
  return far_side;
}

}  // namespace kazasu::harness
