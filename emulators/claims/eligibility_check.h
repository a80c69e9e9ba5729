// Who pays a receipt by the payers' register: 振替, 分割, 枝番特定, or a return.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "emulators/claims/check.h"
#include "emulators/claims/insurance_register.h"
#include "emulators/claims/receipt_view.h"

namespace kazasu::claims {

// The receipts that the payers put right are outcomes, those that they cannot are findings as well.
enum class EligibilityOutcome : std::uint8_t {
  kNotLookedUp,       // public payers alone, or refused by its form
  kConfirmed,         // insured as written on every day
  kBranchIdentified,  // the same, and the payer adds the branch (枝番特定)
  kToWrittenInsurer,  // two insurers claim the person: the one that is written pays (記載の保険者へ請求;
                      // ours)
  kTransferred,      // to the one other insurer (振替)
  kSplit,            // by date among the insurers (分割)
  kNotFound,         // nobody is insured under what is written: returned
  kLost,             // on some day the person had no insurer: returned
  kNotTransferable,  // insured elsewhere, but left out of 振替: returned
  kNotSplittable,    // insured elsewhere on some days, but left out of 分割: returned
};
std::string_view name_of(EligibilityOutcome outcome);
// 確認区分 (別表24), as the payer sets it; "01" for what was not looked up. Of those that are returned only
// 07 (lost) and 03 (not confirmed) come near; which one is ours.
std::string_view confirmation_code(EligibilityOutcome outcome);

// At most so many parts of a split (資格確認結果連絡書, 分割番号).
inline constexpr auto kMostParts = std::uint32_t{10};

struct Eligibility {
  EligibilityOutcome outcome = EligibilityOutcome::kNotLookedUp;
  std::uint32_t parts = 1;  // receipts that come of it
  std::optional<identity::PersonIndex> person = {};
};

// Shift_JIS to UTF-8.
using TextDecoder = std::function<std::string(std::string_view)>;

// Precondition: the receipt has no finding of L1 or L2.
Eligibility check_eligibility(ReceiptView const& receipt, InsuranceRegister const& insurance,
                              TextDecoder const& decode);

// What the outcome is as a finding; nothing for those that are paid.
std::optional<Check> finding_of(EligibilityOutcome outcome);

}  // namespace kazasu::claims
