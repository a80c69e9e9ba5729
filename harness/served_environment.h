// One environment of `kazasu serve`: its eligibility system and the two listeners in front of it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "emulators/adapters/admin_http.h"
#include "emulators/adapters/closed_line_http.h"
#include "emulators/adapters/ocsp_client.h"
#include "emulators/adapters/openssl_credential_check.h"
#include "emulators/adapters/reception_service_http.h"
#include "emulators/adapters/server_loop.h"
#include "emulators/eligibility/eligibility_system.h"
#include "emulators/identity/test_pki.h"
#include "harness/served_store.h"
#include "harness/served_world.h"

namespace kazasu::harness {

// Everything referred to must outlive the environment.
struct EnvironmentParts {
  eligibility::Environment environment = eligibility::Environment::kOperation;
  identity::TestPki const& pki;
  ServedWorld const& world;
  ServedStore& store;
  eligibility::WithoutStatus without_status = eligibility::WithoutStatus::kRefuse;
};
struct EnvironmentPorts {
  std::uint16_t reception = 0;
  std::uint16_t eligibility = 0;
};

// Must outlive the loop that it listens on.
class ServedEnvironment {
 public:
  explicit ServedEnvironment(EnvironmentParts const& parts);
  ServedEnvironment(ServedEnvironment const&) = delete;
  ServedEnvironment& operator=(ServedEnvironment const&) = delete;

  // Before listen(), if at all. The client must live as long as the loop runs.
  void ask_status_with(adapters::OcspClient*& client) { status_client_ = &client; }
  // Opens both listeners. Throws as ServerLoop::listen() does.
  void listen(adapters::ServerLoop& loop, EnvironmentPorts const& ports, adapters::CalendarReading now);

  // After listen().
  EnvironmentPorts ports() const { return {reception_listener_->port(), line_listener_->port()}; }
  void add_listeners(std::vector<adapters::NamedCounters>& listeners) const;
  eligibility::EligibilitySystem& system() { return system_; }

 private:
  adapters::ReceptionHandlers reception_handlers();

  EnvironmentParts parts_;
  adapters::OpensslCredentialCheck check_;
  eligibility::EligibilitySystem system_;
  adapters::OcspClient** status_client_ = nullptr;
  std::unique_ptr<adapters::HttpService> reception_;
  std::unique_ptr<adapters::HttpService> line_;
  adapters::HttpListener* reception_listener_ = nullptr;
  adapters::HttpListener* line_listener_ = nullptr;
};

// The data folder of an environment's test PKI: `data` itself for operation.
std::filesystem::path data_folder_of(std::filesystem::path const& data, eligibility::Environment environment);

}  // namespace kazasu::harness
