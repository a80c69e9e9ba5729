// Why a run's verdict is not VALID: a code with its values, put into words only where it is shown.
#pragma once

#include <string>
#include <vector>

#include "reports/language.h"

namespace kazasu::reports {

struct Reason {
  std::string code;
  std::vector<std::string> values;  // in the order of the sentence's marks, numbers with their units

  bool operator==(Reason const&) const = default;
};

namespace reason_code {

inline constexpr auto kNoData = "no_data";
inline constexpr auto kGeneratorLate = "generator_late";  // lag's p99 measured, allowed
inline constexpr auto kTargetUnreachable = "target_unreachable";
inline constexpr auto kOpenFilesShort = "open_files_short";  // descriptors needed, limit
inline constexpr auto kInterrupted = "interrupted";

}  // namespace reason_code

// The sentence for a reader. A code without one, as from a later version, is shown as it is with its values.
std::string reason_text(Reason const& reason, Language language);

}  // namespace kazasu::reports
