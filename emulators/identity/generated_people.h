// Insured people as a function of (seed, index); nothing is stored per person.
#pragma once

#include "emulators/identity/certificate_holder.h"
#include "emulators/identity/keyed_permutation.h"
#include "emulators/identity/population_settings.h"

namespace kazasu::identity {

// Names are common ones, municipalities and post numbers (000-) do not exist, insurer numbers have the
// prefecture part 98. Ages follow users of home-visit nursing; from 75 on the calendar start people are with
// the latter-stage elderly system. Certificate serials (2^30 and up, four bytes in DER) and insured numbers
// are permutations of the index: unique, and the serial leads back to the person.
class GeneratedPeople final : public PersonSource {
 public:
  // Throws std::invalid_argument for more than 2^30 people, or a certificate mix of more than a million
  // parts.
  explicit GeneratedPeople(PopulationSettings const& settings);

  std::uint64_t people() const override { return people_; }
  Person person(PersonIndex index) const override;
  std::optional<PersonIndex> by_certificate_serial(std::uint32_t serial) const override;

  // Serial of the `issue`-th card's user-authentication certificate, 1 to kMostIssues; 1 is person()'s own.
  // Throws std::invalid_argument beyond that, and for a later card of one beyond the first 2^26 people.
  static constexpr std::uint8_t kMostIssues = 16;
  std::uint32_t certificate_serial(PersonIndex index, std::uint8_t issue) const;
  std::optional<CertificateHolder> by_certificate(std::uint32_t serial) const;

 private:
  std::uint64_t seed_;
  std::uint64_t people_;
  std::chrono::sys_days start_;
  CertificateMix certificates_;
  KeyedPermutation serials_;
  KeyedPermutation numbers_;
};

}  // namespace kazasu::identity
