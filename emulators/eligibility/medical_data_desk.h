// Medical data over the closed line: only what is consented to, and only as long.
#pragma once

#include "emulators/eligibility/eligibility_parts.h"
#include "emulators/eligibility/eligibility_stores.h"
#include "emulators/eligibility/medical_data_messages.h"

namespace kazasu::eligibility {

// Both must outlive the desk.
class MedicalDataDesk {
 public:
  // How far back claims go, and how many months pass until the latest is there (ours).
  static constexpr auto kMonths = std::chrono::months{36};
  static constexpr auto kLag = std::chrono::months{1};
  // How far back electronic prescriptions go, this month included (ours).
  static constexpr auto kPrescriptionMonths = std::chrono::months{3};

  MedicalDataDesk(EligibilityParts const& parts, EligibilityStores const& stores)
      : parts_(parts), stores_(stores) {}

  MedicalDataAnswer answer(MedicalDataRequest const& request, sim::Instant now) const;

 private:
  Outcome check_consent(MedicalDataRequest const& request, ConsentKey key, sim::Instant now) const;

  EligibilityParts const& parts_;
  EligibilityStores const& stores_;
};

}  // namespace kazasu::eligibility
