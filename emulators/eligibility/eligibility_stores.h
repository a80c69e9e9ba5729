// Everything that the eligibility system remembers. One of these can hold both environments.
#pragma once

#include "emulators/eligibility/bulk_jobs.h"
#include "emulators/eligibility/card_register.h"
#include "emulators/eligibility/consent_store.h"
#include "emulators/eligibility/reference_numbers.h"
#include "emulators/eligibility/registration_store.h"
#include "emulators/eligibility/station_settings.h"

namespace kazasu::eligibility {

struct EligibilityStores {
  ConsentStore consents;
  RegistrationStore registrations;
  CardRegister cards;
  ReferenceNumbers references;
  BulkJobs bulk;
  StationSettings stations;
};

}  // namespace kazasu::eligibility
