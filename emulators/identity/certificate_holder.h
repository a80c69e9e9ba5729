// Whose certificate a serial number is.
#pragma once

#include "emulators/identity/population.h"

namespace kazasu::identity {

// `issue` counts the cards issued to the person, from 1.
struct CertificateHolder {
  PersonIndex person = 0;
  unsigned issue = 1;
  bool operator==(CertificateHolder const&) const = default;
};

}  // namespace kazasu::identity
