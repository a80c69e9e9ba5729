#include "harness/commands.h"

#include <cstdio>
#include <fstream>
#include <sstream>
#include <system_error>

#include "emulators/claims/claims_accounts.h"
#include "emulators/identity/app_account.h"
#include "emulators/identity/generated_people.h"
#include "emulators/identity/generated_stations.h"
#include "emulators/identity/pem_files.h"
#include "emulators/identity/station_credential.h"
#include "harness/card_commands.h"
#include "harness/claims_commands.h"
#include "harness/claims_drive.h"
#include "harness/open_pki.h"
#include "harness/population.h"
#include "harness/run.h"
#include "harness/selftests.h"
#include "harness/served_environment.h"
#include "reports/atomic_files.h"
#include "reports/html_report.h"
#include "reports/run_json.h"
#include "reports/text_summary.h"
#include "reports/write_report.h"
#include "scenarios/overrides.h"
#include "scenarios/plan.h"
#include "scenarios/scenario_file.h"
#include "sim/overloaded.h"

namespace kazasu::harness {

namespace {

scenarios::Scenario load(std::filesystem::path const& path) {
  auto loaded = scenarios::load_scenario(path);
  if (!loaded) {
    std::fputs(scenarios::text_of(loaded.mistakes).c_str(), stderr);
    auto const count = loaded.mistakes.size();
    throw CommandError(ExitCode::kScenario, std::to_string(count) + (count == 1 ? " mistake" : " mistakes") +
                                                " in the scenario; nothing was run");
  }
  return std::move(*loaded.scenario);
}

std::optional<std::string> given(std::string const& text) {
  return text.empty() ? std::nullopt : std::optional{text};
}

void override_from(RunOptions const& options, scenarios::Scenario& scenario) {
  auto overrides = scenarios::Overrides{.duration = given(options.duration), .rate = given(options.rate)};
  if (options.seed) overrides.seed = std::to_string(*options.seed);
  if (options.stations) overrides.stations = std::to_string(*options.stations);
  try {
    scenarios::apply_overrides(scenario, overrides);
  } catch (std::invalid_argument const& error) {
    throw CommandError(ExitCode::kUsage, error.what());
  }
}

// A path that cannot become a folder is said before a long run, not after it.
void require_folder(std::filesystem::path const& path) {
  auto error = std::error_code{};
  std::filesystem::create_directories(path, error);
  if (error) {
    throw CommandError(ExitCode::kOutput, "cannot make the folder " + path.string() + ": " + error.message() +
                                              "; name another one with --out");
  }
}

ExitCode verdict_code(reports::RunResult const& result) {
  if (result.verdict == reports::Verdict::kInterrupted) return ExitCode::kInterrupted;
  if (result.verdict == reports::Verdict::kInvalid) return ExitCode::kInvalid;
  for (auto const& threshold : result.thresholds) {
    if (!threshold.met) return ExitCode::kThreshold;
  }
  return ExitCode::kOk;
}

void write_results(reports::RunResult const& result, std::filesystem::path const& folder,
                   reports::Language language) {
  try {
    reports::write_outputs(result, folder, language);
  } catch (std::exception const& error) {
    throw CommandError(ExitCode::kOutput, error.what());
  }
}

reports::RunResult run_on_its_clock(scenarios::Scenario const& scenario, RunOptions const& options,
                                    RunControl control) {
  if (scenario.claims.used) {
    return options.real_time ? run_claims_realtime(scenario, options, control)
                             : run_claims_virtual(scenario, control);
  }
  return options.real_time ? run_realtime(scenario, options, control) : run_virtual(scenario, control);
}

ExitCode run(RunOptions const& options, std::vector<std::string> const& words) {
  auto interruption = Interruption{};  // before any thread
  auto scenario = load(options.scenario);
  override_from(options, scenario);
  auto const language = reports::language_of(options.language).value();
  auto const folder = options.out.empty()
                          ? std::filesystem::path{"kazasu-out"} / (options.scenario.stem().string() +
                                                                   (options.real_time ? "-real" : "-virtual"))
                          : options.out;
  require_folder(folder);
  auto result = reports::RunResult{};
  {
    auto progress = ProgressLine{options.quiet};
    auto const control = RunControl{interruption, progress};
    result = run_on_its_clock(scenario, options, control);
  }
  result.command = words;
  write_results(result, folder, language);
  if (!options.quiet) {
    std::fputs(reports::text_summary(result, language).c_str(), stdout);
    std::printf("\n%s\n", (folder / "report.html").string().c_str());
  }
  return verdict_code(result);
}

reports::RunResult read_result(std::filesystem::path path) {
  if (std::filesystem::is_directory(path)) path /= "run.json";
  auto file = std::ifstream{path};
  if (!file)
    throw CommandError(ExitCode::kUsage, path.string() + " cannot be read; name a folder that a run wrote");
  auto text = std::stringstream{};
  text << file.rdbuf();
  try {
    return reports::from_json(text.str());
  } catch (std::exception const& error) {
    throw CommandError(ExitCode::kUsage, path.string() + ": " + error.what());
  }
}

ExitCode report(ReportOptions const& options) {
  auto results = std::vector<reports::RunResult>{};
  for (auto const& path : options.runs) results.push_back(read_result(path));
  auto page = std::string{};
  try {
    page = reports::to_html(results, reports::language_of(options.language).value());
  } catch (std::invalid_argument const& error) {
    throw CommandError(ExitCode::kUsage, error.what());
  }
  try {
    reports::write_atomically(options.out.has_parent_path() ? options.out.parent_path() : ".",
                              {{options.out.filename().string(), std::move(page)}});
  } catch (std::exception const& error) {
    throw CommandError(ExitCode::kOutput, error.what());
  }
  std::printf("%s\n", options.out.string().c_str());
  return ExitCode::kOk;
}

ExitCode check(CheckOptions const& options) {
  std::fputs(scenarios::plan_text(load(options.scenario)).c_str(), stdout);
  return ExitCode::kOk;
}

ExitCode export_station(ExportOptions const& options) {
  require_folder(options.out);
  auto const stations = identity::GeneratedStations{{.seed = options.seed, .stations = options.station + 1}};
  auto const station = stations.station(options.station);
  if (options.person >= options.people) {
    throw CommandError(ExitCode::kUsage, "--person " + std::to_string(options.person) + ": there are " +
                                             std::to_string(options.people) + " people, counted from 0");
  }
  auto const people = identity::GeneratedPeople{{.seed = options.seed,
                                                 .people = options.people,
                                                 .calendar_start = calendar_start(options.calendar_start)}};
  auto const person = people.person(options.person);
  auto const anytime = identity::test_pki_validity().not_before;
  auto const environment = options.environment == "operation" ? eligibility::Environment::kOperation
                                                              : eligibility::Environment::kConnectionTest;
  auto const pki = open_test_pki(data_folder_of(options.data, environment), anytime, anytime);
  try {
    identity::export_station(pki, station, options.out);
    identity::export_card(pki, person, options.out);
    auto const account = identity::app_account(options.seed, station);
    identity::write_new_secret_file(options.out / "app-account.json",
                                    "{\"institution_code\": \"" + station.institution_code +
                                        "\", \"user\": \"" + account.user + "\", \"password\": \"" +
                                        account.password + "\"}\n");
    auto const login = claims::first_login(options.seed, station);
    identity::write_new_secret_file(
        options.out / "claims-login.json",
        "{\"user\": \"" + login.user + "\", \"password\": \"" + login.password + "\"}\n");
  } catch (std::runtime_error const& error) {
    throw CommandError(ExitCode::kOutput, error.what());
  }
  std::printf("%s: institution code %s, reception at /v/%s, card serial %u\n", options.out.string().c_str(),
              station.institution_code.c_str(), station.reception_token.c_str(), person.certificate_serial);
  return ExitCode::kOk;
}

ExitCode selftest(SelftestOptions const& options) {
  require_folder(options.out);
  return options.name == "stall" ? selftest_stall(options) : selftest_throughput(options);
}

}  // namespace

ExitCode execute(Command const& command, std::vector<std::string> const& words) {
  return std::visit(
      sim::Overloaded{[&words](RunOptions const& options) { return run(options, words); },
                      [](ServeOptions const& options) { return serve(options); },
                      [](ExportOptions const& options) { return export_station(options); },
                      [](ReportOptions const& options) { return report(options); },
                      [](CheckOptions const& options) { return check(options); },
                      [](SelftestOptions const& options) { return selftest(options); },
                      [](ExchangeCommand const& options) { return exchange(options); },
                      [](CardCommand const& card) { return execute_card_command(card); },
                      [](PhoneAppOptions const& options) { return be_phone_app(options); },
                      [](ClaimsCommand const& claims) { return execute_claims_command(claims); }},
      command);
}

}  // namespace kazasu::harness
