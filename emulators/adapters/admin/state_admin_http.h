// The admin listener's routes that look into the eligibility system and change what is set by hand there:
// /stations, /people, /visits, /outcomes and /reset.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "emulators/adapters/http/http_service.h"
#include "emulators/eligibility/eligibility_system.h"
#include "emulators/eligibility/station_admission_book.h"

namespace kazasu::adapters {

// All must outlive the service.
struct StateAdminParts {
  eligibility::EligibilitySystem& system;
  identity::StationSource const& stations;
  identity::PersonSource const& people;
  identity::InsuredRegistry const& registry;
  eligibility::StationAdmissionBook& admissions;
  eligibility::Environment environment = eligibility::Environment::kOperation;
  // What else a reset has to forget; may be empty.
  std::function<void()> on_reset{};
};

// Answers name people by their index and show nothing that is personal. Every write answers what it did.
class StateAdminHttp final : public HttpService {
 public:
  explicit StateAdminHttp(StateAdminParts parts) : parts_(std::move(parts)) {}
  HttpAnswer handle(HttpRequestView const& request, sim::Instant now,
                    eligibility::StageMeter& meter) override;

  static constexpr auto kSegments = {"stations", "people", "visits", "outcomes", "reset"};

 private:
  HttpAnswer station(HttpRequestView const& request, std::string_view name, std::string_view what,
                     sim::Instant now);
  HttpAnswer set_admission(identity::StationIndex station, std::string_view body, sim::Instant now);
  HttpAnswer person(HttpRequestView const& request, std::string_view name, std::string_view what,
                    sim::Instant now);
  HttpAnswer set_card(identity::PersonIndex person, std::string_view body);
  HttpAnswer visits() const;
  HttpAnswer outcomes() const;
  HttpAnswer reset(std::string_view body);

  StateAdminParts parts_;
};

}  // namespace kazasu::adapters
