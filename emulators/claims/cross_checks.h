// Checks of a receipt against what is known beside its file: the register of insured people, and what the
// station sent before.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <unordered_set>

#include "emulators/claims/check.h"
#include "emulators/claims/earlier_receipts.h"
#include "emulators/claims/eligibility_check.h"
#include "emulators/claims/receipt_view.h"
#include "emulators/claims/send.h"

namespace kazasu::claims {

// What is not given is not checked. All must outlive the checker.
struct CrossRules {
  InsuranceRegister const* insurance = nullptr;
  TextDecoder decode = {};  // needed with `insurance`
  EarlierReceipts const* earlier = nullptr;
};

// What is kept of a receipt by what its file shows alone.
ReceiptEntry entry_of(ReceiptView const& receipt, std::optional<Band> in_file);

struct CrossChecked {
  ReceiptEntry entry;  // with all that was found, in the file and beside it
  Eligibility eligibility;
};

// For the receipts of one file, in their order: call it from FileChecker's ReceiptSeen.
class CrossChecker {
 public:
  CrossChecker(CrossRules const& rules, std::function<void(Finding const&)> found)
      : rules_(rules), sink_(std::move(found)) {}

  // `in_file`: the gravest band of what the file alone shows. A receipt that is refused by it (L1, L2) is not
  // looked at, and is nobody's duplicate.
  CrossChecked check(ReceiptView const& receipt, std::optional<Band> in_file);

 private:
  void check_duplicates(ReceiptView const& receipt, std::uint64_t identity);

  CrossRules rules_;
  FindingSink sink_;
  std::unordered_set<std::uint64_t> seen_;
};

}  // namespace kazasu::claims
