// Where a run sends its requests, with which trust and credentials.
#pragma once

#include <optional>
#include <string>

#include "emulators/adapters/http/https_client.h"
#include "emulators/identity/population.h"
#include "emulators/identity/test_pki.h"
#include "harness/options.h"
#include "harness/server_process.h"

namespace kazasu::harness {

// The endpoints; nothing where our own emulator serves, or nobody is asked.
struct Targets {
  std::optional<adapters::HttpsTarget> reception;
  std::optional<adapters::HttpsTarget> eligibility;
  std::optional<adapters::HttpsTarget> claims;  // of a run of claims, which asks nobody else
  std::string description;                      // for the report
};

// What --target, --target-ca and --i-own name. Throws CommandError(kRefusedTarget) for a host that must not
// be contacted, kUsage for a URL or CA file that cannot be read.
Targets named_targets(RunOptions const& options, identity::TestPki const& pki);
void fill_own_targets(Targets& targets, ServerPorts const& ports, identity::TestPki const& pki);

// Connects once over TCP. Throws CommandError(kUnreachable) when nobody listens there.
void require_reachable(adapters::HttpsTarget const& target);

// Client certificates for the closed line: of the test PKI, or CODE.pem files of --credentials.
adapters::ClientCredentialSource station_credentials(RunOptions const& options, identity::TestPki const& pki,
                                                     identity::StationSource const& stations);

}  // namespace kazasu::harness
