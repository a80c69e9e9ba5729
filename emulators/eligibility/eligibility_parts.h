// What one environment of the eligibility system is made of.
#pragma once

#include <cstddef>
#include <cstdint>

#include "emulators/eligibility/certificate_status.h"
#include "emulators/eligibility/credential_check.h"
#include "emulators/eligibility/environment.h"
#include "emulators/eligibility/station_admission.h"
#include "emulators/eligibility/visit_sessions.h"
#include "emulators/identity/insured_registry.h"
#include "emulators/identity/population.h"

namespace kazasu::eligibility {

struct EligibilityStores;

// Everything referred to must outlive the system.
struct EligibilityParts {
  identity::StationSource const& stations;
  identity::PersonSource const& people;
  identity::InsuredRegistry const& registry;
  CredentialCheck const& check;
  std::uint64_t seed = 0;  // of the nonces, session names and medical data
  std::size_t visit_limit =
      VisitSessions::kDefaultLimit;  // visits open at a time; the next is answered kBusy
  Environment environment = Environment::kOperation;
  StationAdmission const* admission = nullptr;      // null: every station is live
  EligibilityStores* stores = nullptr;              // null: stores of its own, in memory
  CertificateStatusSource const* status = nullptr;  // null: authenticate() takes every certificate for good
  WithoutStatus without_status = WithoutStatus::kRefuse;
  std::uint64_t first_visit = 0;  // see VisitSessions
};

}  // namespace kazasu::eligibility
