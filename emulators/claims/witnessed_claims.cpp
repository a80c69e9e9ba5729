#include "emulators/claims/witnessed_claims.h"

namespace kazasu::claims {

void WitnessedClaims::claimed(SendKey const& key, Send const& send, sim::Instant now) {
  for (auto const& receipt : send.receipts) {
    if (!send.claims(receipt) || receipt.person == ReceiptEntry::kNobody) continue;
    auto const care =
        ClaimedCare{.station = key.station, .person = receipt.person, .month = receipt.care_month};
    witness_.care_claimed(care, now);
  }
}

}  // namespace kazasu::claims
