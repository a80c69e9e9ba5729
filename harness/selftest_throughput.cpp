// First visits a second beside the bound of this machine, both measured in one go.
#include <cstdio>
#include <stdexcept>
#include <thread>

#include "emulators/adapters/card/openssl_credential_check.h"
#include "emulators/adapters/tls/tls_cost.h"
#include "emulators/adapters/xml/eligibility_xml.h"
#include "emulators/eligibility/continuing_care.h"
#include "emulators/eligibility/instant_credential_check.h"
#include "emulators/identity/generated_registry.h"
#include "emulators/identity/generated_stations.h"
#include "emulators/identity/home_station.h"
#include "emulators/identity/openssl_card_issuer.h"
#include "harness/machine.h"
#include "harness/open_pki.h"
#include "harness/population.h"
#include "harness/run.h"
#include "harness/selftests.h"
#include "reports/write_report.h"
#include "scenarios/scenario_file.h"

namespace kazasu::harness {

namespace {

constexpr auto kCostTime = std::chrono::milliseconds{1500};

template <class Work>
double per_second(Work const& work) {
  auto const start = std::chrono::steady_clock::now();
  auto elapsed = std::chrono::duration<double>{};
  auto count = 0;
  while (elapsed < kCostTime) {
    work();
    ++count;
    elapsed = std::chrono::steady_clock::now() - start;
  }
  return count / elapsed.count();
}

// Of the authentication leg; the others are kept.
enum class Connections : std::uint8_t { kNew, kResumed, kKept, kNone };

// What the cryptography of a visit costs alone, each on one core.
struct Bounds {
  double signatures = 0;
  double verifications = 0;  // signature over the nonce and the CA's signature
  double handshakes = 0;     // both ends, full
  double resumptions = 0;    // the same, resumed
  double re_inquiries = 0;   // the rule and the XML of both ends

  double cost(Connections connections) const {
    if (connections == Connections::kNone) return 1 / re_inquiries;
    auto const visit = 1 / signatures + 1 / verifications;
    switch (connections) {
      case Connections::kNew:
        return visit + 1 / handshakes;
      case Connections::kResumed:
        return visit + 1 / resumptions;
      case Connections::kKept:
      case Connections::kNone:
        break;
    }
    return visit;
  }
};

// What a station and the system do for a re-inquiry, but for the line between them.
double re_inquiries_per_second(scenarios::Scenario const& scenario) {
  auto const settings = population_settings(scenario);
  auto const people = identity::GeneratedPeople{settings};
  auto const registry = identity::GeneratedRegistry{people, settings, identity::InsuranceMix::plain()};
  auto const stations = identity::GeneratedStations{settings};
  auto const check = eligibility::InstantCredentialCheck{};
  auto system = eligibility::EligibilitySystem{
      {.stations = stations, .people = people, .registry = registry, .check = check, .seed = settings.seed}};
  auto const care = eligibility::ContinuingCare{.seed = settings.seed,
                                                .share_ppm = 1'000'000,
                                                .people = settings.people,
                                                .stations = settings.stations,
                                                .start = settings.calendar_start};
  eligibility::begin_continuing_care(system, care, people);
  auto meter = eligibility::NoMeter{};
  auto next = identity::PersonIndex{0};
  return per_second([&] {
    auto const person = people.person(next);
    auto const home = identity::home_station(next, settings.people, settings.stations);
    next = (next + 1) % settings.people;
    auto const request = adapters::encode(
        eligibility::ReInquiryRequest{.institution_code = stations.station(home).institution_code,
                                      .file_identifier = {},
                                      .search = {.insurer_number = person.insurer_number,
                                                 .symbol = person.insured_symbol,
                                                 .number = person.insured_number,
                                                 .branch = person.insured_branch,
                                                 .birth_date = person.birth_date}});
    auto const asked = adapters::decode_re_inquiry_request(request);
    auto const answer = system.re_inquire(asked.message.value(), settings.calendar_start, meter);
    if (answer.outcome != eligibility::Outcome::kAccepted) throw std::logic_error("a re-inquiry was refused");
    return adapters::decode_inquiry_answer(adapters::encode(answer)).message->results.size();
  });
}

Bounds measure_bounds(identity::TestPki const& pki, scenarios::Scenario const& scenario) {
  auto const people = identity::GeneratedPeople{population_settings(scenario)};
  auto const issuer = identity::make_openssl_card_issuer(pki);
  auto const credential = issuer->issue(people.person(0));
  auto const check = adapters::OpensslCredentialCheck{pki.card_ca_pem()};
  auto const message = std::string(51, 'n');  // as long as a DigestInfo of SHA-256
  auto const signature = credential.signer->sign(message);
  auto const server = adapters::TlsIdentity{.certificate_pem = pki.server_certificate_pem(),
                                            .key_pem = pki.server_key_pem(),
                                            .ca_pem = pki.server_ca_pem()};
  auto bounds = Bounds{};
  bounds.signatures = per_second([&] { return credential.signer->sign(message); });
  bounds.verifications = per_second([&] {
    return check.check_signature(credential.certificate, message, signature).facts.serial +
           static_cast<unsigned>(check.issued_by_card_ca(credential.certificate));
  });
  bounds.handshakes = adapters::full_handshakes_per_second(server, kCostTime);
  bounds.re_inquiries = re_inquiries_per_second(scenario);
  bounds.resumptions = adapters::resumed_handshakes_per_second(server, kCostTime);
  return bounds;
}

struct Workload {
  char const* file;
  char const* title;
  Connections connections;
};

// Visits that the machine lost, not those that a rule refused.
std::uint64_t failed_exchanges(reports::RunResult const& result) {
  auto failed = std::uint64_t{0};
  for (auto const& outcome : {terminal::kTimedOut, terminal::kUnreachable, terminal::kNotUnderstood}) {
    auto const found = result.outcomes.find(std::string{outcome.name});
    if (found != result.outcomes.end()) failed += found->second;
  }
  return failed;
}

bool run_workload(Workload const& workload, Bounds const& bounds, SelftestOptions const& options) {
  auto const loaded = scenarios::load_scenario(workload.file);
  if (!loaded) throw CommandError(ExitCode::kScenario, scenarios::text_of(loaded.mistakes));
  auto interruption = Interruption{};
  auto progress = ProgressLine{false};
  auto const result =
      run_realtime(*loaded.scenario, {.data = options.data, .store = "sqlite"}, {interruption, progress});
  reports::write_outputs(result, options.out / loaded.scenario->name, reports::Language::kEnglish);
  auto const rate = static_cast<double>(result.arrivals_completed) / result.duration_s;
  auto const bound = std::thread::hardware_concurrency() / bounds.cost(workload.connections);
  auto const failures = failed_exchanges(result);
  std::printf("%-34s %6.0f visits/s, bound %6.0f/s, share %3.0f %%, failed %llu\n", workload.title, rate,
              bound, 100 * rate / bound, static_cast<unsigned long long>(failures));
  std::fflush(stdout);
  return failures == 0;
}

}  // namespace

ExitCode selftest_throughput(SelftestOptions const& options) {
  auto const loaded = scenarios::load_scenario("scenarios/throughput_kept.yaml");
  if (!loaded) throw CommandError(ExitCode::kScenario, scenarios::text_of(loaded.mistakes));
  auto const start = loaded.scenario->calendar.start();
  auto const pki = open_test_pki(options.data, start, start);
  auto const bounds = measure_bounds(pki, *loaded.scenario);
  std::printf("%s\n", machine_text().c_str());
  std::printf(
      "one core alone: %.0f RSA-2048 signatures/s, %.0f checks/s, %.0f full and %.0f resumed TLS "
      "handshakes/s "
      "(both ends), %.0f re-inquiries/s (rule and XML of both ends)\n",
      bounds.signatures, bounds.verifications, bounds.handshakes, bounds.resumptions, bounds.re_inquiries);
  auto ok = true;
  for (auto const& workload :
       {Workload{"scenarios/throughput_new.yaml", "new internet connection each visit", Connections::kNew},
        Workload{"scenarios/throughput_resumed.yaml", "the same, resumed", Connections::kResumed},
        Workload{"scenarios/throughput_kept.yaml", "all connections kept", Connections::kKept},
        Workload{"scenarios/throughput_re_inquiry.yaml", "re-inquiries, kept", Connections::kNone}}) {
    ok = run_workload(workload, bounds, options) && ok;
  }
  return ok ? ExitCode::kOk : ExitCode::kSelftest;
}

}  // namespace kazasu::harness
