// The fees that kazasu has with it.
#pragma once

#include "emulators/claims/fee_table.h"
#include "emulators/claims/fee_texts.h"

namespace kazasu::harness {

inline claims::FeeTable shipped_fee_table() {
  return claims::FeeTable{
      {claims::fee_items_text(), claims::fee_addons_text(), claims::fee_exclusions_text()}};
}

}  // namespace kazasu::harness
