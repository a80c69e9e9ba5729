// What the registry of insured people can be asked about them, beyond what their cards say.
#pragma once

#include <optional>
#include <vector>

#include "emulators/identity/card_standing.h"
#include "emulators/identity/certificate_holder.h"
#include "emulators/identity/insurance_history.h"
#include "emulators/identity/insured_identity.h"
#include "emulators/identity/population.h"

namespace kazasu::identity {

// Who was found by the items of a qualification, with every qualification of the person.
struct InsuredPeriods {
  PersonIndex person = 0;
  std::vector<InsurancePeriod> periods;  // as InsuranceHistory has them
};

struct InsuredRegistry {
  virtual ~InsuredRegistry() = default;
  // Precondition for both: person < people of the source behind it.
  virtual InsuranceHistory history(PersonIndex person) const = 0;
  // The same for who has the person at hand, as the source behind it made him.
  virtual InsuranceHistory history_of(Person const& person) const { return history(person.index); }
  // When the calendar starts; what happens to a card later is the eligibility system's to remember.
  virtual CardStanding standing(PersonIndex person) const = 0;
  // Who was ever insured (or assisted) under these items and born on that day. An empty symbol or branch fits
  // every one.
  virtual std::optional<PersonIndex> by_insured_items(
      InsuredIdentity const& items, std::optional<std::chrono::year_month_day> birth_date) const = 0;
  // The same for who needs the person's qualifications as well: they are looked up once.
  virtual std::optional<InsuredPeriods> periods_by_insured_items(
      InsuredIdentity const& items, std::optional<std::chrono::year_month_day> birth_date) const;
  virtual std::optional<CertificateHolder> by_certificate(std::uint32_t serial) const = 0;
};

// True when the period carries the items. An insurer number may come without its padding.
bool fits(InsurancePeriod const& period, InsuredIdentity const& items);
// With 公費負担者番号 and 受給者番号 in the places of insurer number and number.
bool fits(MedicalAssistance const& assistance, InsuredIdentity const& items);
// True when any of the periods or the assistance does.
bool names_anything(InsuranceHistory const& history, InsuredIdentity const& items);

}  // namespace kazasu::identity
