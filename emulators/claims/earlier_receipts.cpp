#include "emulators/claims/earlier_receipts.h"

#include <algorithm>

namespace kazasu::claims {

bool EarlierSends::has_receipt(std::uint64_t identity) const {
  return std::ranges::any_of(sends_, [identity](Send const& send) {
    if (send.cancelled || send.refused) return false;
    // What stands unconfirmed may be claimed with its errors.
    auto const confirmation = send.confirmation.value_or(Confirmation::kWithErrors);
    return std::ranges::any_of(send.receipts, [&](ReceiptEntry const& receipt) {
      return receipt.identity == identity && is_claimed(receipt.checked, confirmation);
    });
  });
}

}  // namespace kazasu::claims
