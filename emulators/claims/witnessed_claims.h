// Between the claims systems and whoever hears that care went on.
#pragma once

#include "emulators/claims/care_witness.h"
#include "emulators/claims/claims_system.h"

namespace kazasu::claims {

// Tells of every receipt that is claimed and whose person the register found.
class WitnessedClaims final : public ClaimedReceipts {
 public:
  // The witness must outlive this.
  explicit WitnessedClaims(CareWitness& witness) : witness_(witness) {}
  void claimed(SendKey const& key, Send const& send, sim::Instant now) override;

 private:
  CareWitness& witness_;
};

}  // namespace kazasu::claims
