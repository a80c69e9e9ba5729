// The generated stations, patients and their insurance of `kazasu claims`.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "emulators/claims/care_month.h"
#include "emulators/claims/fee_table.h"
#include "emulators/claims/receipt_draft.h"
#include "emulators/claims/registered_insurance.h"
#include "emulators/identity/generated_people.h"
#include "emulators/identity/generated_registry.h"
#include "emulators/identity/generated_stations.h"

namespace kazasu::harness {

// As compiled into the program.
claims::FeeTable official_fee_table();

// Of `--month`. Throws CommandError (kUsage) for what is no month.
std::chrono::year_month claim_month(std::string const& text);
// The same; throws for a month before the first online claims, too.
std::chrono::year_month online_claim_month(std::string const& text);

struct ClaimsWorldSettings {
  std::uint64_t seed = 1;
  std::uint32_t stations = 0;
  std::chrono::year_month_day start;  // of the calendar: ages and insurance are as of then
  identity::InsuranceMix insurance = identity::InsuranceMix::plain();
};

// Parts refer to each other, so that it stays where it is.
class ClaimsWorld {
 public:
  explicit ClaimsWorld(ClaimsWorldSettings const& settings);
  ClaimsWorld(ClaimsWorld const&) = delete;
  ClaimsWorld& operator=(ClaimsWorld const&) = delete;

  identity::StationSource const& stations() const { return stations_; }
  identity::InsuredRegistry const& registry() const { return registry_; }
  claims::InsuranceRegister const& insurance() const { return insurance_; }
  claims::CarePlanner const& care() const { return care_; }
  claims::FeeTable const& fees() const { return fees_; }
  // Null: as claims::ClaimPopulation says.
  claims::ClaimPopulation population(claims::InsuranceAsSeen const* seen = nullptr) const {
    return {people_, stations_, care_, fees_, seen};
  }

 private:
  identity::PopulationSettings settings_;
  identity::GeneratedPeople people_;
  identity::GeneratedStations stations_;
  identity::GeneratedRegistry registry_;
  claims::RegisteredInsurance insurance_;
  claims::CarePlanner care_;
  claims::FeeTable fees_;
};

}  // namespace kazasu::harness
