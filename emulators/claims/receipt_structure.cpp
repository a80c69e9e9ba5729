#include "emulators/claims/receipt_structure.h"

#include <optional>
#include <string_view>

#include "emulators/claims/code_tables.h"
#include "emulators/claims/record_values.h"

namespace kazasu::claims {

namespace {

using std::chrono::year_month;
using enum RecordType;

// Care claimed online begins with this month; claims are barred by time after five years.
constexpr auto kFirstMonth = year_month{std::chrono::year{2024}, std::chrono::June};
constexpr auto kBarredAfter = std::chrono::years{5};

constexpr auto kMonthField = std::size_t{3};  // of RE
constexpr auto kKindField = std::size_t{2};
constexpr auto kNameField = std::size_t{4};
constexpr auto kBirthField = std::size_t{7};

Check check_of(FieldFault fault) {
  switch (fault) {
    case FieldFault::kMissing:
      return Check::kMandatory;
    case FieldFault::kTooLong:
      return Check::kTooLong;
    case FieldFault::kTooShort:
      return Check::kFixedLength;
    case FieldFault::kNotNumeric:
      return Check::kNotNumeric;
    case FieldFault::kWrongMode:
      return Check::kWrongMode;
    case FieldFault::kMixedModes:
      return Check::kMixedModes;
    case FieldFault::kTrailingSpaces:
      return Check::kTrailingSpaces;
    case FieldFault::kFilledReserve:
      return Check::kReserved;
    case FieldFault::kCharacter:
      break;
  }
  return Check::kCharacter;
}

// The medical list has codes of their own for these.
Check special_check(RecordView const& record, FieldFinding const& finding) {
  auto const type = record.type;
  if (finding.fault == FieldFault::kTrailingSpaces && type == kReceipt && finding.field == kNameField &&
      record.fields[kNameField].find_first_not_of(" \x81\x40") == std::string_view::npos) {
    return Check::kNameBlank;
  }
  auto const length = finding.fault == FieldFault::kTooLong || finding.fault == FieldFault::kTooShort;
  if (length && type == kInsurer && finding.field == 1) return Check::kInsurerNumberForm;
  if (length && type == kPublicExpense && finding.field == 1) return Check::kPublicNumberForm;
  return check_of(finding.fault);
}

class Structure {
 public:
  Structure(ReceiptView const& receipt, FindingSink& sink) : receipt_(receipt), sink_(sink) {}

  void check_order() {
    auto last = kReceipt;
    for (auto const& record : receipt_.records) {
      if (record.type < last) {
        report(Check::kRecordOrder, record);
      } else {
        last = record.type;
      }
    }
  }

  void check_multiplicity() {
    auto times = std::array<std::uint32_t, kRecordTypes>{};
    for (auto const& record : receipt_.records) {
      auto const& layout = layout_of(record.type);
      if (++times[static_cast<std::size_t>(record.type)] == layout.times.most + 1U) {
        report(Check::kRecordTooOften, record);
      }
    }
    for (auto type = kReceipt; type < kEnd; type = static_cast<RecordType>(static_cast<int>(type) + 1)) {
      if (times[static_cast<std::size_t>(type)] < layout_of(type).times.least) {
        report(Check::kRecordMissing, receipt_.records.front());
      }
    }
  }

  void check_codes_and_dates() {
    for (auto const& coded : coded_fields()) {
      each(coded.record, [&](RecordView const& record) {
        if (!has_only_codes(coded, record.fields[coded.field]))
          report(Check::kCodeTable, record, coded.field);
      });
    }
    for (auto const& date : date_fields()) {
      each(date.record, [&](RecordView const& record) {
        auto const value = record.fields[date.field];
        auto const birth = date.record == kReceipt && date.field == kBirthField;
        if (!value.empty() && !day_in(value))
          report(birth ? Check::kBirthDate : Check::kDate, record, date.field);
      });
    }
    each(kInstruction, [&](RecordView const& record) {
      auto const from = day_in(record.fields[2]);
      auto const to = day_in(record.fields[3]);
      if (from && to && *to < *from) report(Check::kDate, record, 3);
    });
  }

  void check_month(std::optional<year_month> claim_month) {
    auto const& record = receipt_.records.front();
    auto const month = month_in(record.fields[kMonthField]);
    auto const born = day_in(record.fields[kBirthField]);
    if (!month) {
      report(Check::kCareMonth, record, kMonthField);
      return;
    }
    if (claim_month && *month >= *claim_month) report(Check::kCareMonthAhead, record, kMonthField);
    if (*month < kFirstMonth) report(Check::kCareBeforeOnline, record, kMonthField);
    if (claim_month && *month + kBarredAfter < *claim_month) report(Check::kTimeBarred, record, kMonthField);
    if (born && *born > *month / std::chrono::last) report(Check::kBirthDate, record, kBirthField);
  }

  void check_payers() {
    auto const& record = receipt_.records.front();
    auto const kind = receipt_kind(record.fields[kKindField]);
    auto const insurers = receipt_.count(kInsurer);
    auto const payers = receipt_.count(kPublicExpense);
    if (!kind.ok || insurers != (kind.insurer ? 1U : 0U) || payers != kind.public_payers) {
      report(Check::kReceiptKind, record, kKindField);
    }
    auto const known = (insurers > 0 ? 1U : 0U) | ((1U << payers) - 1U) << 1U;
    for (auto const type : {kQualification, kVisitDays}) check_payer_records(type, known);
    each(kFee, [&](RecordView const& fee) {
      auto const covered = covered_payers(fee.fields[2]);
      if (covered != 0 && (covered & ~known) != 0) report(Check::kPayerKind, fee, 2);
    });
  }

  bool clean() const { return clean_; }

 private:
  // 負担者種別 ascending, each a payer of the receipt.
  void check_payer_records(RecordType type, unsigned known) {
    auto last = std::int64_t{0};
    each(type, [&](RecordView const& record) {
      auto const payer = number_in(record.fields[1]).value_or(0);
      auto const exists = payer >= 1 && payer <= 5 && (known >> (payer - 1) & 1U) != 0;
      if (!exists) report(Check::kPayerKind, record, 1);
      if (payer <= last) report(Check::kRecordOrder, record, 1);
      last = payer;
    });
  }
  template <class Visit>
  void each(RecordType type, Visit const& visit) {
    for (auto const& record : receipt_.records) {
      if (record.type == type) visit(record);
    }
  }
  void report(Check check, RecordView const& record, std::size_t field = 0) {
    clean_ = false;
    sink_.add(check, receipt_.number, record, field);
  }

  ReceiptView const& receipt_;
  FindingSink& sink_;
  bool clean_ = true;
};

}  // namespace

void check_fields(RecordView const& record, std::uint32_t receipt, FindingSink& sink) {
  auto const& layout = layout_of(record.type);
  if (record.fields.size() != layout.field_count()) {
    sink.add(Check::kFieldCount, receipt, record);
    return;
  }
  for (std::size_t field = 1; field <= layout.fields.size(); ++field) {
    auto const finding = check_field(record.fields, layout, field);
    if (!finding) continue;
    sink.add({.check = special_check(record, *finding),
              .receipt = receipt,
              .record = record.number,
              .field = static_cast<std::uint16_t>(field),
              .offset = record.offset + finding->offset});
  }
}

bool check_structure(ReceiptView const& receipt, std::optional<year_month> claim_month, FindingSink& sink) {
  auto const before = sink.count(Band::kReceipt);
  for (auto const& record : receipt.records) check_fields(record, receipt.number, sink);
  auto structure = Structure{receipt, sink};
  structure.check_order();
  structure.check_multiplicity();
  // What a field means is asked only where every field has its form.
  if (sink.count(Band::kReceipt) != before) return false;
  structure.check_codes_and_dates();
  structure.check_month(claim_month);
  structure.check_payers();
  return structure.clean();
}

}  // namespace kazasu::claims
