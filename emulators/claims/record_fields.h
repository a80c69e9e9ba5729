// The fields of one record, and what is wrong with them by its layout alone.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "emulators/claims/charset.h"
#include "emulators/claims/record_layout.h"

namespace kazasu::claims {

enum class FieldFault : std::uint8_t {
  kMissing,  // mandatory, and empty
  kTooLong,
  kTooShort,  // of fixed length
  kNotNumeric,
  kWrongMode,       // two-byte characters where one-byte ones belong, or the reverse
  kMixedModes,      // both in a field that takes either
  kTrailingSpaces,  // in a field of variable length
  kFilledReserve,
  kCharacter,  // see TextFault
  kReplaced,   // only a notice: see TextFinding::replaced
};

struct FieldFinding {
  std::size_t field = 0;  // from 1, the id being 0
  FieldFault fault = FieldFault::kMissing;
  std::size_t offset = 0;  // of the field, or of the faulty character, in the record's text
  TextFault text = TextFault::kNone;
};

// A record cut at its commas. Views into the text that it was made of.
class RecordFields {
 public:
  static constexpr auto kMost = std::size_t{34};  // one more than any layout has, so that too many shows

  explicit RecordFields(std::string_view text);

  // The id included; kMost at the most.
  std::size_t size() const { return size_; }
  // Empty beyond the last.
  std::string_view operator[](std::size_t index) const {
    return index < size_ ? fields_[index] : std::string_view{};
  }
  std::size_t offset(std::size_t index) const {
    return static_cast<std::size_t>(fields_[index].data() - text_.data());
  }
  // Nothing for an id that no record has.
  std::optional<RecordType> type() const { return record_type_by_id((*this)[0]); }

 private:
  std::string_view text_;
  std::array<std::string_view, kMost> fields_;
  std::size_t size_ = 0;
};

// What is wrong with one field, most fundamental first; nothing when it is right.
std::optional<FieldFinding> check_field(RecordFields const& record, RecordLayout const& layout,
                                        std::size_t field);

}  // namespace kazasu::claims
