// What a station has sent to a payer in the month before the file at hand.
#pragma once

#include <cstdint>

namespace kazasu::claims {

struct EarlierReceipts {
  virtual ~EarlierReceipts() = default;
  // True when a receipt with that identity (receipt_identity.h) is claimed, or still may be.
  virtual bool has_receipt(std::uint64_t identity) const = 0;
};

}  // namespace kazasu::claims
