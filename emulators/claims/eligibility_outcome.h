// What the payers' register makes of a receipt: 振替, 分割, 枝番特定, or a return.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "emulators/claims/check.h"

namespace kazasu::claims {

// The receipts that the payers put right are outcomes, those that they cannot are findings as well. The
// numbers are kept for good: sends that are stored hold them.
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
inline constexpr std::size_t kEligibilityOutcomes = 10;
std::string_view name_of(EligibilityOutcome outcome);
// 確認区分 (別表24), as the payer sets it; "01" for what was not looked up. Of those that are returned only
// 07 (lost) and 03 (not confirmed) come near; which one is ours.
std::string_view confirmation_code(EligibilityOutcome outcome);
// 処理区分 of 資格確認結果連絡書: 振替, 分割, 記載の保険者へ請求 or 枝番特定; empty where there is nothing to
// tell.
std::string_view treatment_of(EligibilityOutcome outcome);

// At most so many parts of a split (資格確認結果連絡書, 分割番号).
inline constexpr auto kMostParts = std::uint32_t{10};

// What the outcome is as a finding; nothing for those that are paid.
std::optional<Check> finding_of(EligibilityOutcome outcome);

}  // namespace kazasu::claims
