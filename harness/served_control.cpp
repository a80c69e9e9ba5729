#include "harness/served_control.h"

#include <stdexcept>
#include <utility>

#include "harness/exit_code.h"

namespace kazasu::harness {

namespace {

std::unique_ptr<adapters::Capture> open_capture(std::filesystem::path const& folder) {
  try {
    return std::make_unique<adapters::Capture>(folder);
  } catch (std::runtime_error const& error) {
    throw CommandError(ExitCode::kOutput, std::string{error.what()}.append("; name another one"));
  }
}

}  // namespace

ServedControl::ServedControl(ServedParts const& parts)
    : parts_(parts),
      internet_(parts.reception, parts.rules.faults,
                adapters::internet_fault_site(parts.system, parts.stations)),
      line_(parts.line, parts.rules.faults, adapters::closed_line_fault_site(parts.system, parts.stations)),
      faults_(parts.rules.faults, parts.has_responder),
      state_({.system = parts.system,
              .stations = parts.stations,
              .people = parts.people,
              .registry = parts.registry,
              .admissions = parts.rules.admissions}) {
  if (parts.commits != nullptr) kept_state_.emplace(state_, refusing_state_, *parts.commits);
  if (!parts.capture.empty()) {
    capture_ = open_capture(parts.capture);
    capture_->start({});
    internet_capture_.emplace(*capture_, "internet",
                              adapters::internet_fault_site(parts.system, parts.stations));
    line_capture_.emplace(*capture_, "closed-line",
                          adapters::closed_line_fault_site(parts.system, parts.stations));
  }
  capture_admin_.emplace(capture_.get());
}

adapters::ClientRevocation ServedControl::revoked_stations() const {
  return [this](std::string_view institution_code, sim::Instant now) {
    if (parts_.rules.faults.empty()) return false;
    auto const station = parts_.stations.by_institution_code(institution_code);
    return station && parts_.rules.faults.revokes_station(*station, now);
  };
}

AdminServices ServedControl::admin_services(AdminServices others) {
  others["faults"] = &faults_;
  others["capture"] = &*capture_admin_;
  adapters::HttpService& state = kept_state_ ? static_cast<adapters::HttpService&>(*kept_state_) : state_;
  for (auto const* const segment : adapters::StateAdminHttp::kSegments) others[segment] = &state;
  return others;
}

}  // namespace kazasu::harness
