#include "emulators/claims/receipt_structure.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "emulators/claims/code_tables.h"
#include "emulators/claims/first_online_month.h"
#include "emulators/claims/record_values.h"
#include "emulators/claims/value_checks.h"

namespace kazasu::claims {

namespace {

using std::chrono::year_month;
using enum RecordType;

// Claims are barred by time after five years.
constexpr auto kBarredAfter = std::chrono::years{5};

constexpr auto kMonthField = std::size_t{3};  // of RE
constexpr auto kKindField = std::size_t{2};
constexpr auto kNameField = std::size_t{4};
constexpr auto kBirthField = std::size_t{7};
constexpr auto kInstructionKinds = std::size_t{6};
constexpr auto kAssistanceLaw = std::string_view{"12"};   // 生活保護
constexpr auto kLatterStageLaw = std::string_view{"39"};  // 後期高齢者医療

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
    case FieldFault::kReplaced:
      return Check::kReplacedCharacter;
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

  void check_types_in_order() {
    auto last = kReceipt;
    for (auto const& record : receipt_.records) {
      if (record.type < last) {
        report(Check::kRecordOrder, record);
      } else {
        last = record.type;
      }
    }
  }

  // Within a type: KO by the priority of their laws, HJ of one kind and KA by day. What is known of no place
  // in the order is left out of it.
  void check_places_in_order() {
    auto law = std::size_t{0};
    auto day = std::string_view{};
    auto instructed = std::array<std::string_view, kInstructionKinds + 1>{};
    for (auto const& record : receipt_.records) {
      auto const& fields = record.fields;
      if (record.type == kPublicExpense) {
        auto const priority = law_priority(fields[1].substr(0, 2)).value_or(law);
        if (priority < law) report(Check::kRecordOrder, record, 1);
        law = std::max(law, priority);
      } else if (record.type == kInstruction) {
        auto const kind = static_cast<std::size_t>(number_in(fields[1]).value_or(0));
        auto& last = instructed[kind <= kInstructionKinds ? kind : 0];
        if (fields[2] < last) report(Check::kRecordOrder, record, 2);
        last = std::max(last, fields[2]);
      } else if (record.type == kFee) {
        if (fields[1] < day) report(Check::kRecordOrder, record, 1);
        day = std::max(day, fields[1]);
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

  void check_month(std::optional<year_month> claim_month) {
    auto const& record = receipt_.records.front();
    auto const month = month_in(record.fields[kMonthField]);
    auto const born = day_in(record.fields[kBirthField]);
    if (!month) {
      report(Check::kCareMonth, record, kMonthField);
      return;
    }
    if (claim_month && *month >= *claim_month) report(Check::kCareMonthAhead, record, kMonthField);
    if (*month < kFirstOnlineMonth) report(Check::kCareBeforeOnline, record, kMonthField);
    if (claim_month && *month + kBarredAfter < *claim_month) report(Check::kTimeBarred, record, kMonthField);
    if (born && *born > *month / std::chrono::last) report(Check::kBirthDate, record, kBirthField);
  }

  void check_payers(char payer) {
    auto const& record = receipt_.records.front();
    auto const kind = receipt_kind(record.fields[kKindField]);
    auto const insurers = receipt_.count(kInsurer);
    auto const payers = receipt_.count(kPublicExpense);
    if (!kind.ok || insurers != (kind.insurer ? 1U : 0U) || payers != kind.public_payers) {
      report(Check::kReceiptKind, record, kKindField);
    }
    auto const known = (insurers > 0 ? 1U : 0U) | ((1U << payers) - 1U) << 1U;
    for (auto const type : {kQualification, kVisitDays}) check_payer_records(type, known);
    check_assistance();
    if (auto const* const insurer = receipt_.first(kInsurer)) {
      auto const number = insurer->fields[1];
      auto const federation = number.starts_with("  ") || number.starts_with(kLatterStageLaw);
      if (payer == (federation ? '1' : '2')) report(Check::kOtherPayer, *insurer, 1);
    }
    each(kFee, [&](RecordView const& fee) {
      auto const covered = covered_payers(fee.fields[2]);
      if (covered != 0 && (covered & ~known) != 0) report(Check::kPayerKind, fee, 2);
    });
  }

  bool clean() const { return clean_; }

 private:
  // Of the public payers only public assistance has an SN.
  void check_assistance() {
    each(kQualification, [&](RecordView const& record) {
      auto place = number_in(record.fields[1]).value_or(0);
      each(kPublicExpense, [&](RecordView const& payer) {
        --place;
        auto const assistance = payer.fields[1].starts_with(kAssistanceLaw);
        if (place == 1 && !assistance) report(Check::kPayerKind, record, 1);
      });
    });
  }
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
              .offset = record.offset + finding->offset,
              .id = record.id()});
  }
}

bool check_structure(ReceiptView const& receipt, FileFacts const& file, FindingSink& sink) {
  auto const before = sink.count(Band::kReceipt);
  for (auto const& record : receipt.records) {
    check_fields(record, receipt.number, sink);
    if (sink.count(Band::kReceipt) >= kMostFaults) return false;
  }
  auto structure = Structure{receipt, sink};
  structure.check_types_in_order();
  structure.check_multiplicity();
  // What a field means is asked only where every field has its form.
  if (sink.count(Band::kReceipt) != before) return false;
  auto const sound = check_values(receipt, sink);
  structure.check_places_in_order();
  structure.check_month(file.claim_month);
  structure.check_payers(file.payer);
  return sound && structure.clean();
}

}  // namespace kazasu::claims
