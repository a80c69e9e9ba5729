// First visits a second beside the bound of this machine, both measured in one go.
#include <cstdio>
#include <thread>

#include "emulators/adapters/card/openssl_credential_check.h"
#include "emulators/adapters/tls/tls_cost.h"
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
enum class Connections : std::uint8_t { kNew, kResumed, kKept };

// What the cryptography of a visit costs alone, each on one core.
struct Bounds {
  double signatures = 0;
  double verifications = 0;  // signature over the nonce and the CA's signature
  double handshakes = 0;     // both ends, full
  double resumptions = 0;    // the same, resumed

  double cost(Connections connections) const {
    auto const visit = 1 / signatures + 1 / verifications;
    switch (connections) {
      case Connections::kNew:
        return visit + 1 / handshakes;
      case Connections::kResumed:
        return visit + 1 / resumptions;
      case Connections::kKept:
        break;
    }
    return visit;
  }
};

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
  auto const result = run_realtime(*loaded.scenario, {.data = options.data}, {interruption, progress});
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
      "(both ends)\n",
      bounds.signatures, bounds.verifications, bounds.handshakes, bounds.resumptions);
  auto ok = true;
  for (auto const& workload :
       {Workload{"scenarios/throughput_new.yaml", "new internet connection each visit", Connections::kNew},
        Workload{"scenarios/throughput_resumed.yaml", "the same, resumed", Connections::kResumed},
        Workload{"scenarios/throughput_kept.yaml", "all connections kept", Connections::kKept}}) {
    ok = run_workload(workload, bounds, options) && ok;
  }
  return ok ? ExitCode::kOk : ExitCode::kSelftest;
}

}  // namespace kazasu::harness
