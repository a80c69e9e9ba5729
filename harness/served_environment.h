// One environment of `kazasu serve`: its eligibility system and the two listeners in front of it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "emulators/adapters/admin/admin_http.h"
#include "emulators/adapters/card/openssl_credential_check.h"
#include "emulators/adapters/http/server_loop.h"
#include "emulators/adapters/medical_pdf/medical_data_pdf.h"
#include "emulators/adapters/ocsp/ocsp_client.h"
#include "emulators/adapters/services/closed_line_http.h"
#include "emulators/adapters/services/commit_log.h"
#include "emulators/adapters/services/durable_http.h"
#include "emulators/adapters/services/reception_service_http.h"
#include "emulators/eligibility/eligibility_system.h"
#include "emulators/eligibility/refusing_system.h"
#include "emulators/eligibility/visit_progress.h"
#include "emulators/identity/test_pki.h"
#include "harness/served_control.h"
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
  ServedRules* rules = nullptr;        // null: every station is live, and nothing can go wrong on purpose
  std::filesystem::path capture = {};  // folder for masked conversations; empty: none are kept
  adapters::PdfFont const* font = nullptr;  // null: medical data are XML whatever was asked for
};

struct EnvironmentPorts {
  std::uint16_t reception = 0;
  std::uint16_t eligibility = 0;
};

// What an environment listens with; everything must live as long as the loop runs.
struct Listening {
  adapters::ServerLoop& loop;
  EnvironmentPorts ports;
  adapters::CalendarReading calendar;
  adapters::OcspClient* status = nullptr;          // null: every card's certificate is good
  adapters::CommitLog* commits = nullptr;          // null: nothing is kept, and no answer waits for it
  eligibility::VisitProgress* progress = nullptr;  // null: nobody asks how visits came out
};

// Must outlive the loop that it listens on.
class ServedEnvironment {
 public:
  explicit ServedEnvironment(EnvironmentParts const& parts);
  ServedEnvironment(ServedEnvironment const&) = delete;
  ServedEnvironment& operator=(ServedEnvironment const&) = delete;

  // Opens both listeners, once. Throws as ServerLoop::listen() does.
  void listen(Listening const& listening);

  // After listen().
  adapters::HttpService& reception();
  // With those of the environment's own administration, where it has rules.
  AdminServices admin_services(AdminServices others);
  // Null where the environment has no rules.
  ServedControl* control() { return control_.get(); }
  EnvironmentPorts ports() const { return {reception_listener_->port(), line_listener_->port()}; }
  void add_listeners(std::vector<adapters::NamedCounters>& listeners) const;
  eligibility::EligibilitySystem& system() { return system_; }
  identity::TestPki const& pki() const { return parts_.pki; }

 private:
  adapters::ReceptionHandlers reception_handlers(Listening const& listening);
  struct Guarded {
    adapters::HttpService& service;
    adapters::HttpService& refusing;
    adapters::DurableHttp::Picks shows_changes = {};
  };
  adapters::HttpService& guard(Guarded guarded, adapters::CommitLog* commits);
  std::string listener_name(char const* name) const;
  adapters::HttpService& mirror_of(adapters::HttpService& line);

  EnvironmentParts parts_;
  adapters::OpensslCredentialCheck check_;
  eligibility::EligibilitySystem system_;
  eligibility::RefusingSystem refusing_{eligibility::Outcome::kStorageFailed};
  adapters::ClosedLineHttp line_;
  adapters::ReceptionServiceHttp refusing_reception_;
  adapters::ClosedLineHttp refusing_line_;
  std::unique_ptr<adapters::ReceptionServiceHttp> reception_;
  std::vector<std::unique_ptr<adapters::DurableHttp>> guards_;
  adapters::HttpService* guarded_reception_ = nullptr;
  std::unique_ptr<ServedControl> control_;            // none without rules
  std::unique_ptr<adapters::JsonMirrorHttp> mirror_;  // without rules; with them the control has one
  adapters::HttpListener* reception_listener_ = nullptr;
  adapters::HttpListener* line_listener_ = nullptr;
};

// Where an environment's test PKI lies: in `data` itself for operation, in a folder below it otherwise.
std::filesystem::path data_folder_of(std::filesystem::path const& data, eligibility::Environment environment);

}  // namespace kazasu::harness
