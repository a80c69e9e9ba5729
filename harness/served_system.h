// Everything that `kazasu serve` runs, put together: environments, store, certificate status, administration.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "emulators/adapters/admin/admin_http.h"
#include "emulators/adapters/http/server_loop.h"
#include "emulators/adapters/ocsp/ocsp_client.h"
#include "emulators/adapters/store/group_commit.h"
#include "emulators/identity/test_pki.h"
#include "harness/claimed_care.h"
#include "harness/options.h"
#include "harness/served_claims.h"
#include "harness/served_environment.h"
#include "harness/served_status.h"
#include "harness/served_store.h"
#include "harness/served_web.h"
#include "harness/served_world.h"
#include "harness/wall_calendar.h"

namespace kazasu::harness {

struct ServedPkis {
  identity::TestPki operation;
  std::optional<identity::TestPki> connection_test;  // none: that environment is not served
};

class ServedSystem {
 public:
  // `pkis` must outlive it. Brings back what is stored and opens the listeners. Throws CommandError(kStore),
  // and std::runtime_error when a port cannot be opened.
  ServedSystem(ServeOptions const& options, ServedPkis const& pkis);
  ServedSystem(ServedSystem const&) = delete;
  ServedSystem& operator=(ServedSystem const&) = delete;

  // "ready reception=… eligibility=… admin=…" and what else was asked for, in one line.
  std::string ready_line() const;
  // Until it is stopped, by a signal or over the admin listener.
  void run();

 private:
  sim::Instant calendar_start() const;
  EnvironmentParts operation_parts(ServeOptions const& options, identity::TestPki const& pki);
  EnvironmentParts parts_of(eligibility::Environment environment, identity::TestPki const& pki);
  adapters::AdminActions admin_actions();
  std::vector<adapters::NamedCounters> listeners() const;
  std::vector<std::pair<std::string, std::uint64_t>> figures() const;
  void listen(ServeOptions const& options);
  void listen_for_claims();

  eligibility::WithoutStatus without_status_;
  ServedWorld world_;
  ServedStore store_;
  std::unique_ptr<ServedClaims> claims_;  // none without --claims-port
  WallCalendar calendar_;
  ServedRules rules_;                        // of the operation environment
  std::unique_ptr<adapters::PdfFont> font_;  // none where it is not installed
  ServedEnvironment operation_;
  ClaimedCareConfirmation claimed_care_;                // by its system
  std::unique_ptr<ServedEnvironment> connection_test_;  // none unless asked for
  std::unique_ptr<ServedStatus> status_;                // none without --ocsp-port
  std::unique_ptr<ServedWeb> web_;                      // none without --web-port
  std::string admin_token_;
  std::unique_ptr<adapters::AdminHttp> admin_;
  adapters::ServerLoop loop_;
  // These go before the loop: a socket of its own, and a thread that posts to it.
  std::unique_ptr<adapters::OcspClient> status_client_;
  std::unique_ptr<adapters::GroupCommit> commits_;          // none in memory
  std::unique_ptr<adapters::ClaimsCommit> claims_commits_;  // likewise
  adapters::HttpListener* admin_listener_ = nullptr;
};

}  // namespace kazasu::harness
