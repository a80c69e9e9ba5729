// Serial numbers of card certificates: a function of the person and of how often the card was issued, and
// back.
#pragma once

#include <cstdint>
#include <optional>

#include "emulators/identity/certificate_holder.h"
#include "emulators/identity/keyed_permutation.h"
#include "emulators/identity/population.h"

namespace kazasu::identity {

// All serial numbers take four bytes in DER. First cards have 2^30 and up, for up to 2^30 people; each later
// issue has 2^27 numbers of its own below that, for as many people.
class CertificateSerials {
 public:
  static constexpr unsigned kLastIssue = 5;
  static constexpr PersonIndex kPeopleWithSecondCards = PersonIndex{1} << 27U;

  explicit CertificateSerials(std::uint64_t seed);

  // Precondition: person < 2^30. Throws std::invalid_argument for an issue of 0 or above kLastIssue, and for
  // people beyond kPeopleWithSecondCards when it is not 1.
  std::uint32_t serial(CertificateHolder const& owner) const;
  // Nothing for a number that nobody can have.
  std::optional<CertificateHolder> owner(std::uint32_t serial) const;

 private:
  KeyedPermutation permutation_;
};

}  // namespace kazasu::identity
