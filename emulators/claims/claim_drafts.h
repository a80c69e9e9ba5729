// The files that simulated stations send: drafted from their months of care, some receipts with a mistake in
// them as first sent.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "emulators/claims/claims_port.h"
#include "emulators/claims/receipt_draft.h"
#include "emulators/claims/text_encoder.h"

namespace kazasu::claims {

// Whether a receipt has a mistake is a function of (seed, person, month). Of ten, seven are of L3, two of L4
// and one of L2 (ours).
struct MistakeShare {
  std::uint64_t seed = 0;
  std::uint32_t ppm = 0;  // of receipts
};

class ClaimDrafts final : public ClaimContents {
 public:
  // The population's sources must outlive it. `encode` turns UTF-8 into Shift_JIS; without it there are no
  // bytes, as in virtual time.
  ClaimDrafts(ClaimPopulation const& population, MistakeShare mistakes, TextEncoder encode = {})
      : population_(population), mistakes_(mistakes), encode_(std::move(encode)) {}

  bool has(ClaimFileKey const& file) const override;
  std::string bytes(ClaimFileKey const& file) const override;
  CheckedFile checked(ClaimFileKey const& file) const override;

 private:
  ReceiptClass class_of(ClaimFileKey const& file, identity::PersonIndex person) const;

  ClaimPopulation population_;
  MistakeShare mistakes_;
  TextEncoder encode_;
};

}  // namespace kazasu::claims
