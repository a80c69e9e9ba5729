// What a station has sent to a payer in the month before the file at hand.
#pragma once

#include <cstdint>
#include <span>

#include "emulators/claims/send.h"

namespace kazasu::claims {

struct EarlierReceipts {
  virtual ~EarlierReceipts() = default;
  // True when a receipt with that identity (receipt_identity.h) is claimed, or still may be.
  virtual bool has_receipt(std::uint64_t identity) const = 0;
};

// Over the sends themselves. A receipt counts unless its send was cancelled or refused, its checks refused it
// (L2), or the send was confirmed without it: that one may be corrected and sent again.
class EarlierSends final : public EarlierReceipts {
 public:
  // The sends must outlive this.
  explicit EarlierSends(std::span<Send const> sends) : sends_(sends) {}
  bool has_receipt(std::uint64_t identity) const override;

 private:
  std::span<Send const> sends_;
};

}  // namespace kazasu::claims
