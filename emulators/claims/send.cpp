#include "emulators/claims/send.h"

#include <algorithm>

namespace kazasu::claims {

ReceiptClass class_of(std::optional<Band> gravest) {
  if (!gravest) return ReceiptClass::kNormal;
  switch (*gravest) {
    case Band::kFile:
    case Band::kReceipt:
      return ReceiptClass::kUnacceptable;
    case Band::kReturn:
      return ReceiptClass::kReturn;
    case Band::kReview:
      return ReceiptClass::kReview;
    case Band::kNotice:
      return ReceiptClass::kNotice;
    case Band::kComputed:
      break;
  }
  return ReceiptClass::kNormal;
}

bool is_claimed(ReceiptClass receipt, Confirmation confirmation) {
  switch (confirmation) {
    case Confirmation::kWithoutErrors:
    case Confirmation::kAutomatic:
      return receipt <= ReceiptClass::kNotice;
    case Confirmation::kWithErrors:
    case Confirmation::kUnchecked:
      break;
  }
  return receipt < ReceiptClass::kUnacceptable;
}

SendState Send::state(sim::Instant now) const {
  if (cancelled) return SendState::kCancelled;
  if (now < ready) return SendState::kBeingChecked;
  if (refused) return SendState::kRefused;
  return confirmation ? SendState::kConfirmed : SendState::kChecked;
}

ReceiptCounts Send::counts() const {
  auto counts = ReceiptCounts{};
  for (auto const& receipt : receipts) ++counts[static_cast<std::size_t>(class_shown(receipt))];
  return counts;
}

ReceiptClass Send::class_shown(ReceiptEntry const& receipt) const {
  return with_asp || receipt.checked == ReceiptClass::kUnacceptable ? receipt.checked : ReceiptClass::kNormal;
}

bool Send::claims(ReceiptEntry const& receipt) const {
  return confirmation && !cancelled && is_claimed(class_shown(receipt), *confirmation);
}

std::uint32_t Send::claimed() const {
  return static_cast<std::uint32_t>(
      std::ranges::count_if(receipts, [this](ReceiptEntry const& receipt) { return claims(receipt); }));
}

}  // namespace kazasu::claims
