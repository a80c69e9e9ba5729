// The register of insurers over the histories of insured people.
#pragma once

#include "emulators/claims/insurance_register.h"
#include "emulators/identity/insured_registry.h"

namespace kazasu::claims {

// Insurer number, number and birth date have to be the registered ones; a symbol too, where one is written. A
// branch that is missing or another one is put right, as the payers do (枝番特定).
class RegisteredInsurance final : public InsuranceRegister {
 public:
  explicit RegisteredInsurance(identity::InsuredRegistry const& registry) : registry_(registry) {}

  std::optional<InsuredDays> look_up(WrittenInsurance const& written, std::chrono::year_month month,
                                     DaySet days) const override;

 private:
  identity::InsuredRegistry const& registry_;
};

}  // namespace kazasu::claims
