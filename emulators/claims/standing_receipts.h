// What the claims systems themselves hold of a station's sends, as a file's checks ask for it.
#pragma once

#include "emulators/claims/claims_desk.h"
#include "emulators/claims/earlier_receipts.h"

namespace kazasu::claims {

// At the moment of each question: sends may come, and be cancelled, while a file is on its way.
class StandingReceipts final : public EarlierReceipts {
 public:
  // `key` is of the file at hand. The desk must outlive this.
  StandingReceipts(ClaimsDesk const& desk, SendKey const& key) : desk_(desk), key_(key) {}
  bool has_receipt(std::uint64_t identity) const override { return desk_.has_receipt(key_, identity); }

 private:
  ClaimsDesk const& desk_;
  SendKey key_;
};

}  // namespace kazasu::claims
