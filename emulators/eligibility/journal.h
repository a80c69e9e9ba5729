// What the eligibility system reports of itself, so that it can outlive its process.
#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "emulators/eligibility/bulk_jobs.h"
#include "emulators/eligibility/card_register.h"
#include "emulators/eligibility/consent_store.h"
#include "emulators/eligibility/reference_numbers.h"
#include "emulators/eligibility/registration_store.h"
#include "emulators/eligibility/settings_store.h"

namespace kazasu::eligibility {

struct RegistrationMade {
  RegistrationStore::Ordinal ordinal = 0;
  std::uint32_t sequence = 0;  // within its station
  RegistrationRecord record;
};
struct NoticeFetched {
  RegistrationStore::Ordinal ordinal = 0;
  Environment environment = Environment::kOperation;
};
// All below `first_kept`, in both environments.
struct RegistrationsForgotten {
  RegistrationStore::Ordinal first_kept = 0;
};
struct ConsentPut {
  ConsentKey key;
  Consent consent;
};
struct ConsentProlonged {
  ConsentKey key;
  sim::Instant until;
};
struct ConsentCancelled {
  ConsentKey key;
  ConsentEnd reason = ConsentEnd::kByInstitution;
};
struct ConsentForgotten {
  ConsentKey key;
};
struct CardStandingSet {
  CardRegister::Key key;
  identity::CardStanding standing = identity::CardStanding::kRegistered;
};
struct CardLinked {
  CardRegister::Key key;
  unsigned issue = 1;
};
struct ReferenceNumberPut {
  ReferenceNumbers::Key key;
  std::string number;
};
struct BulkJobAccepted {
  std::uint64_t ordinal = 0;
  BulkJob job;
};
struct BulkJobsForgotten {
  std::uint64_t first_kept = 0;  // in both environments
};
struct SettingPut {
  SettingsStore::Key key;
  std::string value;
};
struct SettingErased {
  SettingsStore::Key key;
};

// Of both environments.
struct EverythingForgotten {};

using Change =
    std::variant<RegistrationMade, NoticeFetched, RegistrationsForgotten, ConsentPut, ConsentProlonged,
                 ConsentCancelled, ConsentForgotten, CardStandingSet, CardLinked, ReferenceNumberPut,
                 BulkJobAccepted, BulkJobsForgotten, SettingPut, SettingErased, EverythingForgotten>;

// Told of every change that was made, in their order, on the thread that makes them. The stores hold a null
// pointer where nobody keeps a journal, as in virtual time.
struct Journal {
  virtual ~Journal() = default;
  virtual void note(Change change) = 0;
};

// Whether an answer may only leave when the change is kept. The rest may be lost with the process without
// anybody having been promised anything: a notice is then shown again, what was forgotten is forgotten again.
constexpr bool is_promised(Change const& change) {
  return !std::holds_alternative<NoticeFetched>(change) &&
         !std::holds_alternative<RegistrationsForgotten>(change) &&
         !std::holds_alternative<ConsentForgotten>(change) &&
         !std::holds_alternative<BulkJobsForgotten>(change);
}

}  // namespace kazasu::eligibility
