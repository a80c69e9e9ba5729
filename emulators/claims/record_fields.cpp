#include "emulators/claims/record_fields.h"

#include <algorithm>

namespace kazasu::claims {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::size_t longest(Field const& field, TextFinding const& text) {
  return field.longest_latin != 0 && !text.kanji ? field.longest_latin : field.longest;
}

std::optional<FieldFault> fault_of_mode(Field const& field, std::string_view value, TextFinding const& text) {
  switch (field.mode) {
    case FieldMode::kReserved:
      return FieldFault::kFilledReserve;
    case FieldMode::kNumeric:
      if (!std::ranges::all_of(value, is_digit)) return FieldFault::kNotNumeric;
      break;
    case FieldMode::kLatin:
      if (text.kanji) return FieldFault::kWrongMode;
      break;
    case FieldMode::kKanji:
      if (text.latin) return FieldFault::kWrongMode;
      break;
    case FieldMode::kEither:
      if (text.latin && text.kanji) return FieldFault::kMixedModes;
      break;
  }
  return std::nullopt;
}

std::optional<FieldFault> fault_of_length(Field const& field, std::string_view value,
                                          TextFinding const& text) {
  auto const most = longest(field, text);
  if (value.size() > most) return FieldFault::kTooLong;
  if (field.length == FieldLength::kFixed) {
    return value.size() < most ? std::optional{FieldFault::kTooShort} : std::nullopt;
  }
  auto const trailing = value.ends_with(' ') || (text.kanji && value.ends_with("\x81\x40"));
  return trailing ? std::optional{FieldFault::kTrailingSpaces} : std::nullopt;
}

}  // namespace

RecordFields::RecordFields(std::string_view text) : text_(text) {
  // A comma is never the second byte of a character: those begin at 40. Fields are so short that looking at
  // each byte is faster than searching.
  auto begin = std::size_t{0};
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != ',') continue;
    fields_[size_++] = text.substr(begin, at - begin);
    if (size_ == kMost) return;
    begin = at + 1;
  }
  fields_[size_++] = text.substr(begin);
}

std::optional<FieldFinding> check_field(RecordFields const& record, RecordLayout const& layout,
                                        std::size_t field) {
  auto const& rule = layout.fields[field - 1];
  auto const value = record[field];
  auto finding = FieldFinding{.field = field, .fault = FieldFault::kMissing, .offset = record.offset(field)};
  if (value.empty()) return rule.mandatory ? std::optional{finding} : std::nullopt;
  auto const text = examine_text(value);
  if (text.fault != TextFault::kNone) {
    finding.fault = FieldFault::kCharacter;
    finding.offset += text.offset;
    finding.text = text.fault;
    return finding;
  }
  auto fault = fault_of_mode(rule, value, text);
  if (!fault) fault = fault_of_length(rule, value, text);
  if (!fault && text.replaced) {
    fault = FieldFault::kReplaced;
    finding.offset += *text.replaced;
  }
  if (!fault) return std::nullopt;
  finding.fault = *fault;
  return finding;
}

}  // namespace kazasu::claims
