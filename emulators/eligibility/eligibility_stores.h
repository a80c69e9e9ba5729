// Everything that the eligibility system remembers. One of these can hold both environments.
#pragma once

#include "emulators/eligibility/bulk_jobs.h"
#include "emulators/eligibility/card_register.h"
#include "emulators/eligibility/consent_store.h"
#include "emulators/eligibility/reference_numbers.h"
#include "emulators/eligibility/registration_store.h"
#include "emulators/eligibility/settings_store.h"
#include "emulators/eligibility/station_settings.h"

namespace kazasu::eligibility {

struct EligibilityStores {
  ConsentStore consents;
  RegistrationStore registrations;
  CardRegister cards;
  ReferenceNumbers references;
  BulkJobs bulk;
  SettingsStore settings;
  StationSettings stations;
  Journal* journal = nullptr;  // set by report_to()

  // Every change from now on is told to `journal`, which must outlive the changes; null: to nobody. The
  // stores stay where they are from then on.
  void report_to(Journal* to) {
    journal = to;
    consents.report_to(journal);
    registrations.report_to(journal);
    cards.report_to(journal);
    references.report_to(journal);
    bulk.report_to(journal);
    settings.report_to(journal);
    stations.keep_in(journal == nullptr ? nullptr : &settings);
  }
  // Of both environments, for good.
  void forget_everything();
};

}  // namespace kazasu::eligibility
