// What administration can do to a served system: faults, admissions, cards, reset, capture.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "emulators/adapters/admin/capture_admin_http.h"
#include "emulators/adapters/admin/faults_admin_http.h"
#include "emulators/adapters/admin/refusing_admin_http.h"
#include "emulators/adapters/admin/state_admin_http.h"
#include "emulators/adapters/capture/capture.h"
#include "emulators/adapters/faults/faulty_http.h"
#include "emulators/adapters/http/https_server.h"
#include "emulators/adapters/json/json_mirror_http.h"
#include "emulators/adapters/services/durable_http.h"
#include "emulators/adapters/services/line_login_http.h"
#include "emulators/eligibility/fault_plan.h"
#include "emulators/eligibility/station_admission_book.h"
#include "harness/served_status.h"

namespace kazasu::harness {

// What the system itself is made with.
struct ServedRules {
  explicit ServedRules(std::uint64_t seed) : faults(seed) {}
  eligibility::FaultPlan faults;
  eligibility::StationAdmissionBook admissions;
};

// All must outlive the control.
struct ServedParts {
  ServedRules& rules;
  eligibility::EligibilitySystem& system;
  identity::StationSource const& stations;
  identity::PersonSource const& people;
  identity::InsuredRegistry const& registry;
  adapters::HttpService& reception;
  adapters::HttpService& line;
  bool has_responder = false;
  std::filesystem::path capture = {};      // empty: nothing is captured
  adapters::CommitLog* commits = nullptr;  // null: nothing is kept
};

class ServedControl {
 public:
  // Throws CommandError(kOutput) when the folder for captures cannot be made.
  explicit ServedControl(ServedParts const& parts);
  ServedControl(ServedControl const&) = delete;
  ServedControl& operator=(ServedControl const&) = delete;

  // What the listeners serve: reception and closed line under the faults in force.
  adapters::HttpService& internet() { return internet_; }
  adapters::HttpService& closed_line() { return login_; }
  adapters::ClientRevocation revoked_stations() const;
  adapters::HttpObserver* internet_observer() { return capture_ ? &*internet_capture_ : nullptr; }
  adapters::HttpObserver* line_observer() { return capture_ ? &*line_capture_ : nullptr; }
  // Null when nothing is captured.
  adapters::Capture* capture() { return capture_.get(); }
  // Adds its own to what is given.
  AdminServices admin_services(AdminServices others);

 private:
  ServedParts parts_;
  adapters::FaultyHttp internet_;
  adapters::FaultyHttp line_;
  adapters::JsonMirrorHttp mirror_{line_};
  adapters::LineLoginHttp login_{mirror_};
  adapters::FaultsAdminHttp faults_;
  adapters::StateAdminHttp state_;
  adapters::RefusingAdminHttp refusing_state_;
  std::optional<adapters::DurableHttp> kept_state_;
  std::unique_ptr<adapters::Capture> capture_;
  std::optional<adapters::CaptureObserver> internet_capture_;
  std::optional<adapters::CaptureObserver> line_capture_;
  std::optional<adapters::CaptureAdminHttp> capture_admin_;
};

}  // namespace kazasu::harness
