// Insured people as a function of (seed, index); nothing is stored per person.
#pragma once

#include "emulators/identity/certificate_holder.h"
#include "emulators/identity/certificate_serials.h"
#include "emulators/identity/keyed_permutation.h"
#include "emulators/identity/population_settings.h"

namespace kazasu::identity {

// Names are common ones, municipalities and post numbers (000-) do not exist, insurer numbers have the
// prefecture part 98. Ages follow users of home-visit nursing; from 75 on the calendar start people are with
// the latter-stage elderly system. Certificate serials (2^30 and up, four bytes in DER) and insured numbers
// are permutations of the index: unique, and the serial leads back to the person. A card that was issued
// again has a serial below 2^30 (certificate_serials.h), which leads back as well.
class GeneratedPeople final : public PersonSource {
 public:
  // Throws std::invalid_argument for more than 2^30 people, or a certificate mix of more than a million
  // parts.
  explicit GeneratedPeople(PopulationSettings const& settings);

  std::uint64_t people() const override { return people_; }
  Person person(PersonIndex index) const override;
  std::optional<PersonIndex> by_certificate_serial(std::uint32_t serial) const override;
  std::uint32_t certificate_serial(PersonIndex index, unsigned issue) const override;
  // The same with the issue of the card.
  std::optional<CertificateHolder> by_certificate(std::uint32_t serial) const;

 private:
  std::uint64_t seed_;
  std::uint64_t people_;
  std::chrono::sys_days start_;
  CertificateMix certificates_;
  CertificateSerials serials_;
  KeyedPermutation numbers_;
};

}  // namespace kazasu::identity
