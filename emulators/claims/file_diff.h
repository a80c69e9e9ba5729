// How two receipt files differ, record by record and field by field.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include "emulators/claims/record_layout.h"

namespace kazasu::claims {

// Records are met by their receipt, their type and their number among those of the type.
struct RecordDifference {
  enum class Kind : std::uint8_t { kOnlyInFirst, kOnlyInSecond, kField, kUnreadable };
  Kind kind = Kind::kField;
  std::uint32_t receipt = 0;  // 0: of the file
  RecordType type = RecordType::kStation;
  std::uint32_t ordinal = 0;  // from 1
  std::size_t field = 0;      // of kField, from 1
  std::string_view first;     // the field, or the whole record
  std::string_view second;
};

// Gives the differences in the order of the first file, those of the second behind what they follow. True
// when there is none.
bool compare_files(std::string_view first, std::string_view second,
                   std::function<void(RecordDifference const&)> const& give);

}  // namespace kazasu::claims
