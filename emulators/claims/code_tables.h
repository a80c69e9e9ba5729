// The codes that fields may hold (記録条件仕様・訪問看護用, 別表, p. 19-28).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "emulators/claims/record_layout.h"

namespace kazasu::claims {

struct CodedField {
  RecordType record = RecordType::kReceipt;
  std::uint16_t field = 0;  // from 1
  std::uint8_t width = 0;   // of one code; the field may hold several where it is longer
  std::string_view codes;   // in one string, `width` characters each
};
std::span<CodedField const> coded_fields();
// True for an empty value.
bool has_only_codes(CodedField const& field, std::string_view value);

struct FieldPlace {
  RecordType record = RecordType::kReceipt;
  std::uint16_t field = 0;  // from 1
};
// Fields that hold a day.
std::span<FieldPlace const> date_fields();

// Numbers of variable length that are no codes, and so have no zeros ahead.
std::span<FieldPlace const> plain_numbers();

// The place of a public payer's law (法別番号, two digits) among the KO records; nothing for a law without
// one.
std::optional<std::size_t> law_priority(std::string_view law);

// レセプト種別: which payers a receipt has.
struct ReceiptKind {
  bool insurer = false;
  std::size_t public_payers = 0;
  char person = '2';  // 2 insured, 4 preschool, 6 family, 8 and 0 elderly
  bool latter_stage = false;
  bool ok = false;
};
ReceiptKind receipt_kind(std::string_view code);

// The payers that a 負担区分 covers, bit 0 the insurer, bits 1 to 4 the public payers; 0 for no such code.
unsigned covered_payers(std::string_view code);

}  // namespace kazasu::claims
