// Insurance histories of a generated population as a function of (seed, index); nothing is stored per person.
#pragma once

#include "emulators/identity/generated_people.h"
#include "emulators/identity/insurance_mix.h"
#include "emulators/identity/insured_registry.h"
#include "sim/random.h"

namespace kazasu::identity {

// Other insurers than a person's own have numbers of their own, under which the person is found as well.
// docs/protocols/insured-registry.md says how each kind of history is drawn.
class GeneratedRegistry final : public InsuredRegistry {
 public:
  // `people` must outlive the registry and be made from the same settings. Throws std::invalid_argument when
  // a group of shares adds up to more than a million.
  GeneratedRegistry(GeneratedPeople const& people, PopulationSettings const& settings,
                    InsuranceMix const& mix = {});

  InsuranceHistory history(PersonIndex person) const override;
  InsuranceHistory history_of(Person const& person) const override;
  CardStanding standing(PersonIndex person) const override;
  std::optional<PersonIndex> by_insured_items(
      InsuredIdentity const& items, std::optional<std::chrono::year_month_day> birth_date) const override;
  std::optional<InsuredPeriods> periods_by_insured_items(
      InsuredIdentity const& items, std::optional<std::chrono::year_month_day> birth_date) const override;
  std::optional<CertificateHolder> by_certificate(std::uint32_t serial) const override;

 private:
  enum class Insurer { kOwn, kEarlier, kLater };
  enum class Kind { kPlain, kLost, kChanges, kNone, kSeveral, kAssistance };
  // Qualifications and assistance alone.
  InsuranceHistory qualifications(Person const& person) const;
  Kind draw_kind(sim::RandomStream& random) const;
  void give_periods(sim::RandomStream& random, Person const& person, InsuranceHistory& history) const;
  void add_earlier(sim::RandomStream& random, Person const& person, InsuranceHistory& history) const;
  InsurancePeriod other_period(sim::RandomStream& random, Person const& person, Insurer insurer) const;
  KeyedPermutation const& numbers(Insurer insurer) const;

  GeneratedPeople const& people_;
  std::uint64_t seed_;
  std::chrono::sys_days start_;
  InsuranceMix mix_;
  KeyedPermutation own_;
  KeyedPermutation earlier_;
  KeyedPermutation later_;
};

}  // namespace kazasu::identity
