// What a receipt file is checked for. The nursing list of the payers is not public: codes of the medical list
// are used where a rule has one there, and others are ours.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace kazasu::claims {

// What a finding does to the claim (操作手順書, 別添).
enum class Band : std::uint8_t {
  kFile,      // L1, 受付不能: nothing of the file is claimed
  kReceipt,   // L2, 受付不能: the receipt is not claimed
  kReturn,    // L3, 要確認: claimed only when errors are included
  kReview,    // L4, 要確認: the same
  kNotice,    // L48: claimed
  kComputed,  // L7: of 支払基金 alone, for information
};

enum class Check : std::uint8_t {
  // L1
  kRecordEnd,
  kEndMark,
  kStationRecord,
  kEndRecord,
  kUnknownRecord,
  kNoReceipt,
  kStationField,
  kPayer,
  kFeeTableNumber,
  kStationCode,
  kClaimMonth,
  kNotThisMonth,
  kOtherStation,
  kOtherAddressee,
  kPhone,
  kReceiptNumber,
  kReceiptOrder,
  kTooManyFaults,
  // L2
  kFieldCount,
  kMandatory,
  kTooLong,
  kFixedLength,
  kNotNumeric,
  kWrongMode,
  kMixedModes,
  kTrailingSpaces,
  kReserved,
  kCharacter,
  kLeadingZero,
  kFirstClaim,
  kDiseaseName,
  kRecordOrder,
  kRecordMissing,
  kRecordTooOften,
  kCodeTable,
  kDate,
  kBirthDate,
  kCareMonth,
  kCareMonthAhead,
  kCareBeforeOnline,
  kTimeBarred,
  kInsurerNumberForm,
  kPublicNumberForm,
  kReceiptKind,
  kPayerKind,
  kOtherPayer,
  kSearchNumber,
  // L3
  kNameBlank,
  kInsurerNumberWrong,
  kPublicNumberWrong,
  kPreschoolAge,
  kInsuredAge,
  kElderlyAge,
  kFeeCode,
  kFeeAmount,
  kFeeQuantity,
  kFeeDate,
  kFeeBeforeStart,
  kFeeAfterEnd,
  kFeeInstruction,
  kFeeInstructionPeriod,
  kFeeJobs,
  kFeeDayVisits,
  kFeeAge,
  kAddonWithoutBase,
  kInsurerTotal,
  kPublicTotal,
  kActualDays,
  kStationNotOpen,
  kTwiceInFile,
  kSentBefore,
  kNotInsured,
  kInsuranceLost,
  kNotTransferable,
  kNotSplittable,
  // L4
  kFacilityStandard,
  kCopaymentTooHigh,
  kPublicCopaymentTooHigh,
  // L48
  kShareOutsideNational,
  kKanaName,
  kReplacedCharacter,
  kStationName,
  // L7
  kExcludedPair,
  kLimitExceeded,
};
inline constexpr std::size_t kChecks = 84;

struct CheckRule {
  Check check = Check::kRecordEnd;
  Band band = Band::kFile;
  std::string_view code;       // L and four digits
  std::string_view condition;  // in English, for the table of checks
  std::string_view message;    // in Japanese, for the result list; ours
  std::string_view source;     // of the rule
  bool own_code = false;       // the code is ours
};
// In the order of Check.
std::span<CheckRule const> check_rules();
CheckRule const& rule_of(Check check);

// For a record without an id of two letters.
inline constexpr auto kNoRecordId = std::array{'-', '-'};

// One thing that is wrong. Where it is no single field's, `field` is 0.
struct Finding {
  Check check = Check::kRecordEnd;
  std::uint32_t receipt = 0;             // レセプト番号; 0: of the file
  std::uint32_t record = 0;              // from 1, in the file
  std::uint16_t field = 0;               // from 1, the id being 0
  std::uint64_t offset = 0;              // in the file, of the field or of the character
  std::array<char, 2> id = kNoRecordId;  // of the record
  bool operator==(Finding const&) const = default;
};

}  // namespace kazasu::claims
