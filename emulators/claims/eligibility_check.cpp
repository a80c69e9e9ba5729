#include "emulators/claims/eligibility_check.h"

#include <algorithm>

#include "emulators/claims/code_tables.h"
#include "emulators/claims/record_values.h"
#include "emulators/claims/wide_text.h"

namespace kazasu::claims {

namespace {

using enum RecordType;
using enum EligibilityOutcome;

// Up to these totals a receipt without MF takes part in 振替 and 分割 (記録条件仕様・訪問看護用).
std::int64_t total_without_payment(ReceiptKind const& kind) {
  if (kind.latter_stage) return 30'000;
  if (kind.person == '8' || kind.person == '0') return 40'000;
  return kind.person == '4' ? 177'000 : 118'000;
}

// One-byte text in UTF-8 of a field in either width.
std::string plain(std::string_view field, TextDecoder const& decode) {
  auto const wide = std::ranges::any_of(field, [](char c) { return (c & 0x80) != 0; });
  return wide ? narrow(decode(field)) : std::string{field};
}

// Days with fees of the insurer.
DaySet fee_days(ReceiptView const& receipt) {
  auto days = DaySet{0};
  for (auto const& record : receipt.records) {
    if (record.type != kFee || (covered_payers(record.fields[2]) & 1U) == 0) continue;
    days |= DaySet{1} << number_in(record.fields[1].substr(6)).value_or(0);
  }
  return days;
}

// Of the insurer; 0 without JD.
DaySet marked_days(ReceiptView const& receipt) {
  auto days = DaySet{0};
  for (auto const& record : receipt.records) {
    if (record.type != kVisitDays || record.fields[1] != "1") continue;
    for (auto day = 1U; day <= 31; ++day) {
      if (!record.fields[day + 1].empty()) days |= DaySet{1} << day;
    }
  }
  return days;
}

// 枝番 of the insurer's SN; empty without one.
std::string_view written_branch(ReceiptView const& receipt) {
  for (auto const& record : receipt.records) {
    if (record.type == kQualification && record.fields[1] == "1") return record.fields[6];
  }
  return {};
}

EligibilityOutcome judge(ReceiptView const& receipt, InsuredDays const& insured, DaySet days) {
  if (insured.nobody != 0) return kLost;
  if (insured.elsewhere == 0) {
    if (insured.also_elsewhere) return kToWrittenInsurer;
    return insured.branch_identified ? kBranchIdentified : kConfirmed;
  }
  auto const kind = receipt_kind(receipt.records.front().fields[2]);
  auto const total = number_in(receipt.first(kInsurer)->fields[5]).value_or(0);
  auto const takes_part = receipt.first(kCounterPayment) != nullptr || total <= total_without_payment(kind);
  if (insured.insurers == 1) return takes_part ? kTransferred : kNotTransferable;
  auto const dated = marked_days(receipt) == days && insured.insurers <= kMostParts;
  return takes_part && dated ? kSplit : kNotSplittable;
}

}  // namespace

Eligibility check_eligibility(ReceiptView const& receipt, InsuranceRegister const& insurance,
                              TextDecoder const& decode) {
  auto const* const insurer = receipt.first(kInsurer);
  auto const& common = receipt.records.front().fields;
  auto const month = month_in(common[3]);
  auto const born = day_in(common[7]);
  if (insurer == nullptr || !month || !born) return {};
  auto const symbol = plain(insurer->fields[2], decode);
  auto const number = plain(insurer->fields[3], decode);
  auto const days = fee_days(receipt);
  auto const insured = insurance.look_up({.insurer_number = insurer->fields[1],
                                          .symbol = symbol,
                                          .number = number,
                                          .branch = written_branch(receipt),
                                          .birth_date = *born},
                                         *month, days);
  if (!insured) return {.outcome = kNotFound};
  auto const outcome = judge(receipt, *insured, days);
  return {.outcome = outcome, .parts = outcome == kSplit ? insured->insurers : 1U, .person = insured->person};
}

}  // namespace kazasu::claims
