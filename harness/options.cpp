#include "harness/options.h"

#include <CLI/CLI.hpp>

#include "emulators/identity/generated_stations.h"
#include "harness/exit_code.h"

namespace kazasu::harness {

namespace {

constexpr auto kVersion = KAZASU_VERSION;

// What a scenario may ask for as well (scenarios/language.cpp); stations as far as reserved codes last.
constexpr auto kMostPeople = std::uint64_t{100'000'000};
constexpr auto kFastestCalendar = std::uint32_t{100'000};
using identity::kMostStations;

// "NAME=VALUE" pairs; the name must be one of the endpoints.
std::map<std::string, std::string> named_values(std::vector<std::string> const& pairs,
                                                std::string const& option) {
  auto values = std::map<std::string, std::string>{};
  for (auto const& pair : pairs) {
    auto const equals = pair.find('=');
    auto const name = pair.substr(0, equals);
    if (equals == std::string::npos || (name != "reception" && name != "eligibility")) {
      throw CommandError(ExitCode::kUsage, option + " " + pair + ": expected reception=… or eligibility=…");
    }
    values[name] = pair.substr(equals + 1);
  }
  return values;
}

struct RunFlags {
  RunOptions options;
  std::vector<std::string> targets;
  std::vector<std::string> target_cas;
  std::uint64_t seed = 0;
  std::uint32_t stations = 0;
};

void add_readers(CLI::App& command, RunOptions& options) {
  auto* const reader = command.add_option(
      "--reader", options.readers,
      "A PC/SC reader for the cards: its name, a part of it, or all; may be repeated. Default: in process");
  reader->allow_extra_args(false);  // one for each --reader, so that FILE may follow
  command.add_flag("--share-readers", options.share_readers, "Let other programs use the readers meanwhile")
      ->needs(reader);
  command
      .add_option(
          "--card-host", options.card_host,
          "Data folder of the `kazasu card host` that puts each person's card on the reader; default: "
          "the card that lies there is used")
      ->needs(reader);
}

void add_store(CLI::App& command, std::string& store, std::string const& text) {
  command.add_option("--store", store, text)
      ->check(CLI::IsMember({"sqlite", "memory"}))
      ->capture_default_str();
}

CLI::App* add_run(CLI::App& app, RunFlags& flags, bool real_time) {
  auto* const command =
      real_time ? app.add_subcommand("run", "Run a scenario in real time, over TLS, and measure it")
                : app.add_subcommand("simulate", "Run a scenario in virtual time, as fast as the core goes");
  auto& options = flags.options;
  options.real_time = real_time;
  command->add_option("FILE", options.scenario, "Scenario (YAML)")->required();
  command->add_option("--duration", options.duration,
                      "How long visits arrive, e.g. 10s; replaces the file's");
  command->add_option("--rate", options.rate, "Arrival rate, e.g. 200/s; replaces the file's");
  command->add_option("--seed", flags.seed, "Seed of everything random; replaces the file's");
  command
      ->add_option("--stations", flags.stations,
                   "Home-visit nursing stations; replaces the file's, e.g. for a smaller run in real time")
      ->check(CLI::Range(1U, 100'000U));
  command->add_option("--out", options.out,
                      "Folder for run.json, report.html, summary.txt and histograms.hlog");
  command->add_flag("--quiet", options.quiet, "No progress and no summary");
  command->add_option("--lang", options.language, "Language of summary and report")
      ->check(CLI::IsMember({"en", "ja"}));
  if (!real_time) return command;
  command->add_option("--data", options.data, "Folder of the test PKI");
  command->add_option("--target", flags.targets,
                      "NAME=URL: your own system instead of our emulator; NAME is reception or eligibility");
  command->add_option("--target-ca", flags.target_cas,
                      "NAME=FILE: the CA that the target's certificate comes from");
  command->add_option("--credentials", options.credentials,
                      "Folder with CODE.pem (certificate and key) for each station; default: test PKI");
  command->add_option("--i-own", options.owned_hosts,
                      "A host that is not loopback and that you declare your own");
  add_store(*command, options.store,
            "What our own emulators keep their state in; it is gone with the run: sqlite or memory");
  add_readers(*command, options);
  command->add_option("--trace", options.trace,
                      "Write every APDU, masked, to this text file and to a .pcapng for Wireshark beside it");
  command->add_option("--capture", options.capture,
                      "Folder for the masked conversations of our own emulators");
  command->footer(
      "Examples:\n"
      "  kazasu run scenarios/home_visits.yaml --duration 10s\n"
      "  kazasu run my.yaml --target reception=https://127.0.0.1:8443 --target-ca reception=ca.pem\n"
      "  kazasu run my.yaml --reader all --card-host .kazasu");
  return command;
}

void add_served_people(CLI::App& command, ServeOptions& options) {
  auto const share = CLI::Range(0, 1'000'000);
  command.add_option("--people-file", options.people_file,
                     "People of your own (CSV) in place of generated ones");
  command.add_option("--insurance", options.insurance, "Everybody plainly insured, or a realistic mix")
      ->check(CLI::IsMember({"plain", "realistic"}));
  command
      .add_option("--unregistered", options.unregistered_ppm,
                  "Cards that are no insurance cards, parts per million")
      ->check(share);
  command.add_option("--suspended", options.suspended_ppm, "Cards reported lost, parts per million")
      ->check(share);
  command.add_option("--revoked", options.revoked_ppm, "Cards withdrawn, parts per million")->check(share);
  command
      .add_option("--continuing", options.continuing_ppm,
                  "Patients who gave their station consent before, parts per million")
      ->check(share);
}

void add_served_claims(CLI::App& command, ServeOptions& options) {
  command.add_option("--claims-port", options.claims_port,
                     "The payers' claims line and the clerk's page, mutual TLS (0: any free port)");
  auto* const page = command.add_option(
      "--claims-page-port", options.claims_page_port,
      "The same over plain HTTP for this machine's browser, in the name of one station (0: any free port)");
  page->needs("--claims-port");
  command.add_option("--claims-page-station", options.claims_page_station, "Index of that station, from 0")
      ->needs(page);
  command
      .add_option("--claims-window", options.claims_window,
                  "Scenario with `claims`: its window, ASPs and other institutions stand before the line")
      ->needs("--claims-port");
  command
      .add_flag("--claims-register", options.claims_register,
                "Check receipts beside the insurance of the served people, and let claims prolong consents")
      ->needs("--claims-port");
  command
      .add_option("--claims-asp-servers", options.claims_asp_servers,
                  "Servers of 受付・事務点検ASP at each payer")
      ->check(CLI::Range(1, 1000));
  command.add_option("--claims-asp-fixed-ms", options.claims_asp_fixed_ms,
                     "Milliseconds of a check beside the queue, calendar time");
  command.add_option("--claims-asp-file-us", options.claims_asp_file_us,
                     "Microseconds of a server's work for each file, calendar time");
  command.add_option("--claims-asp-receipt-us", options.claims_asp_receipt_us, "Likewise for each receipt");
}

void add_serve(CLI::App& app, ServeOptions& options) {
  auto* const command = app.add_subcommand("serve", "Serve the eligibility system's emulator on loopback");
  command->add_option("--data", options.data, "Folder of the test PKI and of the admin token");
  command->add_option("--reception-port", options.reception_port,
                      "Internet listener, server TLS (0: any free port)");
  command->add_option("--eligibility-port", options.eligibility_port,
                      "Closed line, mutual TLS (0: any free port)");
  command->add_option("--connection-test-reception-port", options.connection_test_reception_port,
                      "The same of the connection-test environment, which is served as well then");
  command->add_option("--connection-test-eligibility-port", options.connection_test_eligibility_port,
                      "Likewise its closed line");
  add_store(
      *command, options.store,
      "Where state is kept: sqlite (eligibility.db beside admin.token) or memory, gone with the process");
  command->add_option("--admin-port", options.admin_port, "Health, counters and calendar, loopback only");
  command->add_option("--ocsp-port", options.ocsp_port,
                      "Certificate status responder for cards, asked by the reception (0: any free port)");
  command->add_option("--ocsp-validity", options.ocsp_validity_s,
                      "Seconds to the nextUpdate of its answers, calendar time (0: none)");
  command
      ->add_option("--ocsp-patience", options.ocsp_patience_ms,
                   "Milliseconds that the reception waits for it")
      ->check(CLI::Range(1, 60'000));
  command
      ->add_option("--ocsp-revoked", options.ocsp_revoked_ppm,
                   "Certificates revoked from the start, parts per million")
      ->check(CLI::Range(0, 1'000'000));
  command
      ->add_option("--without-status", options.without_status,
                   "Cards whose certificate status cannot be learnt: refuse or accept")
      ->check(CLI::IsMember({"refuse", "accept"}));
  command->add_option("--web-port", options.web_port,
                      "マイナ在宅受付Web as a page for browsers, server TLS (0: any free port)");
  command->add_option("--phone-app", options.phone_app, "Where that page finds `kazasu phone-app`");
  command->add_option("--web-patience", options.web_patience_s, "Seconds that the page waits for the card")
      ->check(CLI::Range(1, 600));
  command->add_option("--capture", options.capture,
                      "Folder for masked conversations, which the admin listener starts and stops");
  add_served_people(*command, options);
  add_served_claims(*command, options);
  command->add_option("--token-folder", options.token_folder,
                      "Folder for admin.token and eligibility.db; default: the data folder");
  command->add_option("--seed", options.seed, "Seed of people and stations");
  command->add_option("--stations", options.stations, "How many stations exist")
      ->check(CLI::Range(std::uint32_t{1}, kMostStations));
  command->add_option("--people", options.people, "How many insured people exist")
      ->check(CLI::Range(std::uint64_t{1}, kMostPeople));
  command->add_option("--calendar-start", options.calendar_start,
                      "What time it is now, e.g. 2024-12-02T09:00:00+09:00");
  command->add_option("--calendar-speed", options.calendar_speed, "Calendar seconds in one second")
      ->check(CLI::Range(std::uint32_t{1}, kFastestCalendar));
  command->footer(
      "Example:\n  kazasu serve --data .kazasu --reception-port 8443 --eligibility-port 9443 --admin-port "
      "9080");
}

void add_export(CLI::App& app, ExportOptions& options) {
  auto* const pki = app.add_subcommand("pki", "The test PKI");
  pki->require_subcommand(1);
  auto* const command =
      pki->add_subcommand("export",
                          "Write a station's certificate and key, a card's certificate and the CAs "
                          "as PEM files");
  command
      ->add_option("--environment", options.environment, "Whose certificates: operation or connection-test")
      ->check(CLI::IsMember({"operation", "connection-test"}));
  command->add_option("--station", options.station, "Index of the station, from 0")
      ->required()
      ->check(CLI::Range(std::uint32_t{0}, kMostStations - 1));
  command->add_option("--out", options.out, "Folder for the files")->required();
  command->add_option("--data", options.data, "Folder of the test PKI");
  command->add_option("--seed", options.seed, "Seed of people and stations");
  command->add_option("--person", options.person, "Index of the card's holder, from 0");
  command->add_option("--people", options.people, "How many insured people exist")
      ->check(CLI::Range(std::uint64_t{1}, kMostPeople));
  command->add_option("--calendar-start", options.calendar_start, "As kazasu serve has it");
}

void add_report(CLI::App& app, ReportOptions& report) {
  auto* const command = app.add_subcommand("report", "One report from one or several runs, side by side");
  command->add_option("RUN", report.runs, "Folders with a run.json")->required();
  command->add_option("--out", report.out, "The HTML file to write")->required();
  command->add_option("--lang", report.language, "Language of the report")
      ->check(CLI::IsMember({"en", "ja"}));
}

// What was wrong with the command line, and where to read on. CLI11 itself names unknown arguments last
// first.
std::string say_mistake(CLI::App const* app, CLI::Error const& error) {
  auto help = app->get_name();
  for (auto given = app->get_subcommands(); !given.empty(); given = given.front()->get_subcommands())
    help += " " + given.front()->get_name();
  auto mistake = std::string{error.what()};
  if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ExtrasError)) {
    mistake = "Not known here:";
    for (auto const& argument : app->remaining(true)) mistake += " " + argument;
  }
  return mistake + "\nSay " + help + " --help for what there is.\n";
}

}  // namespace

ParsedCommand parse_command_line(int argc, char const* const* argv) {
  auto app =
      CLI::App{"kazasu: simulation and load testing of online eligibility for home-visit nursing", "kazasu"};
  app.set_version_flag("--version", std::string{"kazasu "} + kVersion);
  app.failure_message(say_mistake);
  app.require_subcommand(1);
  auto run = RunFlags{};
  auto simulate = RunFlags{};
  auto serve = ServeOptions{};
  auto pki_export = ExportOptions{};
  auto report = ReportOptions{};
  auto check = CheckOptions{};
  auto selftest = SelftestOptions{};
  auto* const run_command = add_run(app, run, true);
  auto* const simulate_command = add_run(app, simulate, false);
  add_serve(app, serve);
  add_export(app, pki_export);
  add_report(app, report);
  auto* const check_command = app.add_subcommand("check", "Check a scenario and print its plan");
  check_command->add_option("FILE", check.scenario, "Scenario (YAML)")->required();
  auto* const selftest_command =
      app.add_subcommand("selftest", "Check kazasu's own measurements on this machine");
  selftest_command->add_option("NAME", selftest.name, "stall or throughput")
      ->required()
      ->check(CLI::IsMember({"stall", "throughput"}));
  selftest_command->add_option("--data", selftest.data, "Folder of the test PKI");
  selftest_command->add_option("--out", selftest.out, "Folder for the results");
  auto const card = CardCommandLine{app};
  auto const phone = PhoneCommandLine{app};
  auto exchange = ExchangeCommand{};
  add_exchange(app, exchange);
  auto const claims = ClaimsCommandLine{app};
  try {
    app.parse(argc, argv);
  } catch (CLI::ParseError const& error) {
    auto const asked_for_help = error.get_exit_code() == 0;
    app.exit(error);
    return {.done = static_cast<int>(asked_for_help ? ExitCode::kOk : ExitCode::kUsage)};
  }
  for (auto* const flags : {&run, &simulate}) {
    flags->options.targets = named_values(flags->targets, "--target");
    flags->options.target_cas = named_values(flags->target_cas, "--target-ca");
  }
  if (run_command->count("--seed") != 0) run.options.seed = run.seed;
  if (run_command->count("--stations") != 0) run.options.stations = run.stations;
  if (simulate_command->count("--seed") != 0) simulate.options.seed = simulate.seed;
  if (simulate_command->count("--stations") != 0) simulate.options.stations = simulate.stations;
  if (app.got_subcommand("run")) return {.command = run.options};
  if (app.got_subcommand("simulate")) return {.command = simulate.options};
  if (app.got_subcommand("serve")) return {.command = serve};
  if (app.got_subcommand("report")) return {.command = report};
  if (app.got_subcommand("check")) return {.command = check};
  if (app.got_subcommand("selftest")) return {.command = selftest};
  if (app.got_subcommand("exchange")) return {.command = exchange};
  if (auto command = claims.chosen()) return {.command = std::move(*command)};
  if (auto command = card.command()) return {.command = std::move(*command)};
  if (auto command = phone.command()) return {.command = std::move(*command)};
  return {.command = pki_export};
}

}  // namespace kazasu::harness
